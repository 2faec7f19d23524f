using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Identity;

public sealed class RegistrationTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task Only_admins_register_agents()
    {
        foreach (var role in new[] { "guest", "agent", "expert_agent", "system_agent" })
        {
            await using var session = await bridge.NewSessionAsync(role);
            await Refused.WithAsync(403, "not_permitted", () => bridge.Client.RegisterAgentAsync(session, "by-" + role));
        }

        await using var second = await bridge.NewSessionAsync("admin");
        Assert.Equal("agent", (await bridge.Client.RegisterAgentAsync(second, "by-admin", cancellation: RunningBridge.Cancellation)).Role);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        var agent = await bridge.NewAgentAsync();
        await Refused.WithAsync(409, "agent_exists", () => bridge.Client.RegisterAgentAsync(bridge.Admin, agent.AgentId));
        await Refused.WithAsync(409, "agent_exists", () => bridge.Client.RegisterAgentAsync(bridge.Admin, "admin"));
        await Refused.WithAsync(409, "agent_exists", () => bridge.Client.RegisterAgentAsync(bridge.Admin, "bridge"));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("a:b")]
    [InlineData("../up")]
    [InlineData("ä")]
    [InlineData("a\n")]
    public async Task A_name_has_safe_characters_only(string name)
    {
        await Refused.WithAsync(422, "invalid_agent_id", () => bridge.Client.RegisterAgentAsync(bridge.Admin, name));
    }

    [Fact]
    public async Task A_guest_reads_and_does_not_write()
    {
        await using var guest = await bridge.NewSessionAsync("guest");
        Assert.NotNull(await guest.QueryAsync(new EventQuery(), RunningBridge.Cancellation));
        await Refused.WithAsync(403, "not_permitted", () => guest.StoreEventAsync(new EventDraft("note")));
        await Refused.WithAsync(403, "not_permitted", () => guest.CreateElicitationAsync("admin", "?", new { }));
    }

    [Fact]
    public async Task Secrets_are_in_no_log_and_no_stored_byte()
    {
        var agent = await bridge.NewAgentAsync();
        await using var session = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        var mac = session.Token.Split(':')[3];
        var stored = string.Concat(Directory.GetFiles(bridge.DataDirectory).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.Contains(agent.AgentId, stored, StringComparison.Ordinal);
        foreach (var secret in new[] { agent.Secret, mac, bridge.AdminSecret })
            Assert.DoesNotContain(secret, stored + bridge.Process.Output + bridge.Process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_directory_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        else Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(bridge.DataDirectory));
    }
}
