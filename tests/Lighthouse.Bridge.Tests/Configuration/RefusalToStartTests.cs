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
    public async Task A_wrong_configuration_is_named_and_its_value_is_not(string key, string value, string message)
    {
        var settings = BridgeProcess.FreshSecrets();
        settings[key] = value;
        await using var process = BridgeProcess.Launch(settings, "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, await process.ExitCodeAsync());
        Assert.StartsWith(message, process.Errors, StringComparison.Ordinal);
        if (value.Length > 5) Assert.DoesNotContain(value, process.Errors, StringComparison.Ordinal);
        Assert.Empty(process.Output);
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
