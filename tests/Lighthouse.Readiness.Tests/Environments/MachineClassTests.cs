using Lighthouse.Readiness.Environments;
using Xunit;

namespace Lighthouse.Readiness.Tests.Environments;

public sealed class MachineClassTests
{
    [Fact]
    public void This_machine_has_one_that_stays_the_same()
    {
        Assert.Equal(MachineClass.Read(), MachineClass.Read());
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", MachineClass.Read().Id);
    }

    [Theory]
    [InlineData("processor\t: 0\nmodel name\t: AMD  EPYC\n", null, "AMD EPYC")]
    [InlineData("processor\t: 0\nCPU part\t: 0xd0c\n", null, "CPU part 0xd0c")]
    [InlineData(null, "Intel64 Family 6", "Intel64 Family 6")]
    [InlineData("", "", "unknown processor")]
    [InlineData("model name\t:   \n", null, "unknown processor")]
    public void The_processor_is_named_as_the_system_names_it(string? file, string? identifier, string expected) =>
        Assert.Equal(expected, MachineClass.ProcessorOf(file, identifier));

    [Theory]
    [InlineData(0, "1 GB")]
    [InlineData(8L << 30, "8 GB")]
    [InlineData((8L << 30) + 1, "16 GB")]
    [InlineData(25_276_510_208, "32 GB")]
    public void The_memory_is_a_power_of_two_that_holds_it(long bytes, string expected) => Assert.Equal(expected, MachineClass.MemoryOf(bytes));

    [Fact]
    public void What_a_system_calls_its_processor_reaches_no_path() =>
        Assert.Equal("a-b-2-cores-8-gb-linux", new MachineClass("../a/..\\b", 2, "8 GB", "Linux").Id);
}
