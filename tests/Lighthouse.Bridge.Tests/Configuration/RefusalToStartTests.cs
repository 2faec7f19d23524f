using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Configuration;

public sealed class RefusalToStartTests
{
    [Theory]
    [InlineData("Bridge__TokenSecret", "", "LHB2001: the configuration value Bridge:TokenSecret is missing.")]
    [InlineData("Bridge__StoreKey", "only31characters-0123456789abcd", "LHB2001: the configuration value Bridge:StoreKey has 31 characters; at least 32 are needed.")]
    [InlineData("Bridge__AgentKey", "development-only-AgentKey-0123456789", "LHB2001: the configuration value Bridge:AgentKey is a default or guessable value.")]
    [InlineData("Bridge__AdminSecret", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LHB2001: the configuration value Bridge:AdminSecret is a default or guessable value.")]
    [InlineData("Bridge__Degraded", "maybe", "LHB2002: the configuration value Bridge:Degraded is neither true nor false.")]
    [InlineData("Bridge__ElicitationRetentionSeconds", "0", "LHB2003: the configuration value Bridge:ElicitationRetentionSeconds is not a whole number from 1 to 86400.")]
    [InlineData("Bridge__Store__Kind", "oracle", "LHB2005: the configuration value Bridge:Store:Kind is none of file, postgresql.")]
    [InlineData("Bridge__Store__Kind", "postgresql", "LHB6301: the configuration value Bridge:Store:ConnectionString is missing")]
    [InlineData("Bridge__Store__Schema", "x\"; DROP TABLE y", "LHB6303: the configuration value Bridge:Store:Schema is no name")]
    [InlineData("Bridge__Store__NodeId", "two words", "LHB6303: the configuration value Bridge:Store:NodeId is no name")]
    public async Task A_wrong_configuration_is_named_and_its_value_is_not(string key, string value, string message)
    {
        var settings = BridgeProcess.FreshSecrets();
        settings[key] = value;
        await using var process = BridgeProcess.Launch(settings, "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, await process.ExitCodeAsync());
        Assert.StartsWith(message, process.Errors, StringComparison.Ordinal);
        if (value.Length > 5 && !message.Contains(value, StringComparison.Ordinal)) Assert.DoesNotContain(value, process.Errors, StringComparison.Ordinal);
        Assert.Empty(process.Output);
    }

    [Theory]
    [InlineData("Password=hunter2hunter2")]
    [InlineData("Host=x;Unheard=hunter2hunter2")]
    [InlineData("hunter2hunter2")]
    public async Task A_connection_string_that_is_none_is_refused_and_not_shown(string value)
    {
        var settings = BridgeProcess.FreshSecrets();
        settings["Bridge__Store__Kind"] = "postgresql";
        settings["Bridge__Store__ConnectionString"] = value;
        await using var process = BridgeProcess.Launch(settings, "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, await process.ExitCodeAsync());
        Assert.StartsWith("LHB6302: the configuration value Bridge:Store:ConnectionString is no connection string", process.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Development_mode_starts_without_secrets_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var process = BridgeProcess.Launch(
            new Dictionary<string, string>(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Development=true");
        using var client = Client.BridgeClient.Connect(await process.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        Assert.Equal("development", (await client.StatusAsync(bound.Token)).Mode);
        while (!process.Errors.Contains("Development mode is on", StringComparison.Ordinal)) await Task.Delay(10, bound.Token);
    }

    [Fact]
    public async Task A_second_bridge_on_the_same_data_ends_with_3()
    {
        using var folder = new TemporaryFolder();
        var secrets = BridgeProcess.FreshSecrets();
        await using var first = BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        using var client = Client.BridgeClient.Connect(await first.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        await using var second = BridgeProcess.Launch(secrets, "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        Assert.Equal(3, await second.ExitCodeAsync());
        Assert.Contains("LHB6120", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_ends_with_3()
    {
        using var folder = new TemporaryFolder();
        await using var first = BridgeProcess.Launch(BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data);
        var address = await first.ListeningAsync();
        await using var second = BridgeProcess.Launch(
            BridgeProcess.FreshSecrets(), "--urls", address.GetLeftPart(UriPartial.Authority), "--Bridge:DataDirectory", folder.Data + "-2");
        Assert.Equal(3, await second.ExitCodeAsync());
        Assert.Contains("LHB3001: the bridge cannot listen", second.Errors, StringComparison.Ordinal);
    }
}
