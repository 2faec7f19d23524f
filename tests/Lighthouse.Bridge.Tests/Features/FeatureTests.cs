using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Features;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Features;

public sealed class FeatureTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task Only_the_cohorts_of_the_percentage_may_ask_and_the_others_use_the_long_poll()
    {
        var asked = await bridge.NewSessionAsync();
        var askers = new List<BridgeSession>();
        for (var i = 0; i < 6; i++) askers.Add(await bridge.NewSessionAsync());
        var border = askers.Select(a => Cohort.Of(a.AgentId)).Order().ElementAt(3);
        await bridge.Admin.ChangeFeatureFlagsAsync(percentage: border, cancellation: RunningBridge.Cancellation);
        Assert.True(askers.Exists(a => Cohort.Of(a.AgentId) < border) && askers.Exists(a => Cohort.Of(a.AgentId) >= border));
        foreach (var asker in askers)
        {
            if (Cohort.Of(asker.AgentId) < border)
            {
                Assert.NotNull(await AskAsync(asker, asked));
                continue;
            }

            var refusal = await Refused.WithAsync(403, "elicitation_disabled", () => AskAsync(asker, asked));
            Assert.Contains("/event/wait", refusal.Message, StringComparison.Ordinal);
            var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
            await asker.StoreEventAsync(new EventDraft("question", new { to_agent = asked.AgentId }), RunningBridge.Cancellation);
            Assert.Equal("question", (await asked.WaitAsync(since, cancellation: RunningBridge.Cancellation)).Events.Single().EventType);
        }

        await bridge.Admin.ChangeFeatureFlagsAsync(force: true, cancellation: RunningBridge.Cancellation);
        foreach (var asker in askers) Assert.NotNull(await AskAsync(asker, asked));
        await bridge.Admin.ChangeFeatureFlagsAsync(true, 100, false, RunningBridge.Cancellation);
    }

    [Fact]
    public async Task What_was_asked_before_can_be_answered_after_the_switch()
    {
        await using var own = new RunningBridge();
        await own.InitializeAsync();
        await using var asker = await own.NewSessionAsync();
        await using var asked = await own.NewSessionAsync();
        await asker.CreateElicitationAsync(asked.AgentId, "go?", new { type = "object" }, TimeSpan.FromMinutes(5), cancellation: RunningBridge.Cancellation);
        await own.Admin.ChangeFeatureFlagsAsync(elicitationEnabled: false, cancellation: RunningBridge.Cancellation);
        await Refused.WithAsync(403, "elicitation_disabled", () => AskAsync(asker, asked));
        var question = (await asked.PendingAsync(RunningBridge.Cancellation)).Single();
        Assert.Equal("accepted", await asked.RespondAsync(question, ResponseType.Accept, new { }, RunningBridge.Cancellation));
    }

    [Fact]
    public async Task The_flags_are_back_after_a_restart_and_each_change_says_who_made_it()
    {
        await using var own = new RunningBridge();
        await own.InitializeAsync();
        Assert.Equal(new(true, 100, false), await own.Admin.FeatureFlagsAsync(RunningBridge.Cancellation));
        await own.Admin.ChangeFeatureFlagsAsync(percentage: 25, cancellation: RunningBridge.Cancellation);
        await own.Admin.ChangeFeatureFlagsAsync(elicitationEnabled: false, cancellation: RunningBridge.Cancellation);
        await own.RestartAsync();
        await using var admin = await own.Client.OpenSessionAsync("admin", own.AdminSecret, cancellation: RunningBridge.Cancellation);
        Assert.Equal(new(false, 25, false), await admin.FeatureFlagsAsync(RunningBridge.Cancellation));
        var changes = (await admin.QueryAsync(new EventQuery { EventType = "bridge_features_changed" }, RunningBridge.Cancellation)).Events;
        Assert.Equal(["admin", "admin"], changes.Select(e => e.SourceAgent));
        Assert.Equal((100, 25), (changes[0].Data.GetProperty("before").GetProperty("percentage").GetInt32(), changes[0].Data.GetProperty("percentage").GetInt32()));
    }

    [Fact]
    public async Task A_change_that_says_nothing_or_something_else_is_refused()
    {
        foreach (var body in new[] { "{}", "{\"percentage\":101}", "{\"percentage\":1.5}", "{\"percent\":5}", "{\"force\":\"yes\"}" })
            Assert.Equal((body, 422), (body, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/feature_flags", Refused.Text(body)))));
    }

    private static Task<ElicitationTicket> AskAsync(BridgeSession asker, BridgeSession asked) =>
        asker.CreateElicitationAsync(asked.AgentId, "go?", new { type = "object" }, cancellation: RunningBridge.Cancellation);
}
