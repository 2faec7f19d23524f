using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Tests;

public sealed class CommandLineTests
{
    private static readonly string[] Words =
    [
        "--config", "--config=a.json", "--check-config", "--health", "--health=http://x", "--version", "--help", "--urls", "--urls=", "--Bridge:Degraded",
        "--Bridge:Degraded=true", "--bridge:X=1", "--Kestrel:A=b", "--", "-", "", "=", "--=", "value", "http://127.0.0.1:1", "--urls=a=b", "\u001b[31m", "--Nothing=1",
    ];

    [Fact]
    public void Its_own_options_are_taken_out_and_the_rest_is_configuration()
    {
        var line = CommandLine.Parse(["--urls", "http://127.0.0.1:1", "--config", "a.json", "--Bridge:Degraded=false", "--check-config"]);
        Assert.Equal(("a.json", true, false), (line.ConfigFile, line.ChecksConfig, line.AsksHealth));
        Assert.Equal(["--urls", "http://127.0.0.1:1", "--Bridge:Degraded=false"], line.Rest);
        Assert.Equal("http://x", CommandLine.Parse(["--health", "http://x"]).HealthOf);
        Assert.Null(CommandLine.Parse(["--health", "--check-config"]).HealthOf);
    }

    [Fact]
    public void Any_words_are_taken_or_refused_with_a_message_that_steers_no_terminal()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (taken, refused) = (0, 0);
        for (var round = 0; round < 3_000; round++)
        {
            var words = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Words[random.Next(Words.Length)]).ToArray();
            try
            {
                var line = CommandLine.Parse(words);
                Assert.DoesNotContain(line.Rest, word => word is "--config" or "--check-config" or "--health" or "--version" or "--help");
                taken++;
            }
            catch (ConfigurationException problem)
            {
                Assert.Matches("^LHB201[23]: ", problem.Message);
                Assert.DoesNotContain(problem.Message, char.IsControl);
                refused++;
            }
        }

        Assert.True(taken > 100 && refused > 100, $"seed {seed}: {taken} taken, {refused} refused");
    }
}
