using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Configuration;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var settings = BridgeProcess.FreshSecrets();
        settings["Bridge__TokenSecret"] = "short";
        settings["Bridge__Degraded"] = "maybe";
        settings["Bridge__Stopping__DrainSeconds"] = "0";
        settings["Bridge__Log__Level"] = "loud";
        settings["Bridge__Log__File"] = "/nowhere/at/all.log";
        settings["Bridge__Telemetry__OtlpEndpoint"] = "collector:4318";
        settings["Bridge__Http__TrustedProxies"] = "127.0.0.1, proxy.example";
        settings["Bridge__DataDirektory"] = "elsewhere";
        var (code, _, errors) = await RunAsync(settings, "--check-config");
        Assert.Equal(2, code);
        Assert.Equal(
            ["LHB2001", "LHB2002", "LHB2003", "LHB2005", "LHB2006", "LHB2009", "LHB2010", "LHB2011"],
            errors.Split('\n').Where(line => line.Length > 0).Select(line => line[..7]).Order());
        Assert.Contains("Bridge:DataDirektory is unknown. The nearest known one is Bridge:DataDirectory;", errors, StringComparison.Ordinal);
        foreach (var value in new[] { "short", "maybe", "loud", "/nowhere", "collector", "proxy.example", "elsewhere" })
            Assert.DoesNotContain($" {value}", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Bridge:Stoping:DrainSeconds=5", "Bridge:Stopping:DrainSeconds")]
    [InlineData("--bridge:degradet=true", "Bridge:Degraded")]
    [InlineData("--Bridge:Log:File:Path=x", "Bridge:Log:File")]
    [InlineData("--Bridge:TokenSecretFiel=x", "Bridge:TokenSecretFile")]
    public async Task A_mistyped_key_is_refused_with_the_nearest_known_one(string argument, string nearest)
    {
        var (code, _, errors) = await RunAsync(BridgeProcess.FreshSecrets(), "--check-config", argument);
        Assert.Equal(2, code);
        Assert.StartsWith("LHB2006", errors, StringComparison.Ordinal);
        Assert.Contains($"The nearest known one is {nearest};", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LHB2012", "--confg=x")]
    [InlineData("LHB2012", "--Brigde:Degraded=true")]
    [InlineData("LHB2012", "stray")]
    [InlineData("LHB2013", "--config")]
    [InlineData("LHB2013", "--urls")]
    [InlineData("LHB2015", "--config=/nowhere.json")]
    public async Task A_mistyped_option_is_refused(string code, string argument)
    {
        var (exit, _, errors) = await RunAsync(BridgeProcess.FreshSecrets(), argument);
        Assert.Equal(2, exit);
        Assert.StartsWith(code, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_configuration_is_called_good_and_nothing_is_started()
    {
        using var folder = new TemporaryFolder();
        var (code, output, errors) = await RunAsync(BridgeProcess.FreshSecrets(), "--check-config", "--Bridge:DataDirectory", folder.Data);
        Assert.Equal((0, "The configuration is good.", ""), (code, output, errors));
        Assert.False(Directory.Exists(folder.Data));
    }

    [Fact]
    public async Task A_file_gives_what_environment_and_command_line_do_not()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "bridge.json");
        var secrets = BridgeProcess.FreshSecrets();
        await File.WriteAllTextAsync(file, "{\"Bridge\": {\"Development\": true, \"Degraded\": \"wrong in the file\", \"Http\": {\"TrustedProxies\": [\"10.0.0.1\", \"::1\"]}}}", RunningBridge.Cancellation);
        Assert.Equal(2, (await RunAsync([], "--check-config", "--config", file)).Code);
        Assert.Equal(0, (await RunAsync([], "--check-config", "--config", file, "--Bridge:Degraded=false")).Code);
        Assert.Equal(0, (await RunAsync(new() { ["Bridge__Degraded"] = "true" }, "--check-config", "--config=" + file)).Code);
        await File.WriteAllTextAsync(file, "{\"Bridge\": {\n\"TokenSecret\": \"a-value-to-hide\" oops", RunningBridge.Cancellation);
        var (code, _, errors) = await RunAsync(secrets, "--config", file);
        Assert.Equal(2, code);
        Assert.StartsWith("LHB2014", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("a-value-to-hide", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_come_from_files_and_are_checked_there_too()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>();
        foreach (var (key, value) in BridgeProcess.FreshSecrets())
        {
            settings[key + "File"] = Path.Combine(folder.Path, key);
            await File.WriteAllTextAsync(settings[key + "File"], value + "\n", RunningBridge.Cancellation);
        }

        await using (var bridge = BridgeProcess.Launch(settings, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data))
        {
            using var client = await bridge.ReadyAsync();
            var secret = (await File.ReadAllTextAsync(settings["Bridge__AdminSecretFile"], RunningBridge.Cancellation)).TrimEnd();
            Assert.NotNull(await client.OpenSessionAsync("admin", secret, cancellation: RunningBridge.Cancellation));
        }

        await File.WriteAllTextAsync(settings["Bridge__StoreKeyFile"], "too short\n", RunningBridge.Cancellation);
        settings["Bridge__AgentKeyFile"] += "-missing";
        settings["Bridge__TokenSecret"] = BridgeProcess.FreshSecrets()["Bridge__TokenSecret"];
        var (code, _, errors) = await RunAsync(settings, "--check-config");
        Assert.Equal(2, code);
        Assert.Equal(["LHB2007", "LHB2001", "LHB2008"], errors.Split('\n').Where(l => l.Length > 0).Select(l => l[..7]));
    }

    [Fact]
    public async Task Version_and_help_are_said_and_end_it()
    {
        var (code, output, _) = await RunAsync([], "--version");
        Assert.Equal(0, code);
        Assert.Matches(@"^Lighthouse bridge \d+\.\d+\.\d+\S* on \.NET \d+", output);
        Assert.Contains("--check-config", (await RunAsync([], "--help")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_of_names_counts_single_changes(string left, string right, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(left, right));
        Assert.Equal(distance, NearestName.Distance(right, left));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        await using var process = BridgeProcess.Launch(environment, arguments);
        return (await process.ExitCodeAsync(), process.Output, process.Errors);
    }
}
