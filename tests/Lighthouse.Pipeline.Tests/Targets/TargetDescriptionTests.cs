using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.Targets;

public sealed class TargetDescriptionTests : IDisposable
{
    private static readonly TargetDescription Sample = new(
        new Uri("http://127.0.0.1:8765/"),
        new TargetRecipe("dotnet", ["x.dll", "--urls={url}"], new Dictionary<string, string> { ["Secret"] = "s3cret" }, "bin", "/health", TimeSpan.FromSeconds(3)),
        new Dictionary<string, string> { ["admin"] = "s3cret" });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_comes_back_as_it_was_written()
    {
        Sample.Write(folder["target.json"]);
        Assert.Equivalent(Sample, TargetDescription.Read(folder["target.json"]), strict: true);
    }

    [Fact]
    public void Only_its_owner_can_read_its_secrets()
    {
        Sample.Write(folder["target.json"]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["target.json"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[1]")]
    public void Nonsense_is_refused_with_its_code(string text)
    {
        File.WriteAllText(folder["target.json"], text);
        Assert.StartsWith("LH4002", Assert.Throws<TargetException>(() => TargetDescription.Read(folder["target.json"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_of_an_instance_holds_no_secret() =>
        Assert.Equal("dotnet x.dll --urls=http://127.0.0.1:9", Sample.Recipe!.CommandLine(new Uri("http://127.0.0.1:9/"), "data"));
}
