using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Operations;

public sealed class BatchTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task A_batch_is_stored_whole_and_in_order()
    {
        await using var session = await bridge.NewSessionAsync();
        var receipt = await session.StoreEventsAsync(Enumerable.Range(0, 100).Select(i => new EventDraft("batch", new { i })), RunningBridge.Cancellation);
        Assert.Equal((100, receipt.FirstSequence + 99), (receipt.Count, receipt.LastSequence));
        var page = await session.QueryAsync(new EventQuery { EventType = "batch", AfterSequence = receipt.FirstSequence - 1, Limit = 1000 }, RunningBridge.Cancellation);
        Assert.Equal(Enumerable.Range(0, 100), page.Events.Select(e => e.Data.GetProperty("i").GetInt32()));
        Assert.Equal(receipt.LastSequence, page.Events[^1].Sequence);
    }

    [Theory]
    [InlineData("agent", 100)]
    [InlineData("expert_agent", 500)]
    [InlineData("system_agent", 1000)]
    [InlineData("admin", 1000)]
    public async Task Each_role_has_its_batch_size(string role, int most)
    {
        await using var session = await bridge.NewSessionAsync(role);
        Assert.Equal(most, (await session.StoreEventsAsync(Enumerable.Repeat(new EventDraft("sized"), most), RunningBridge.Cancellation)).Count);
        var over = await Assert.ThrowsAsync<BridgeException>(() => session.StoreEventsAsync(Enumerable.Repeat(new EventDraft("sized"), most + 1), RunningBridge.Cancellation));
        Assert.Equal(most == 1000 ? 422 : 413, (int)over.StatusCode);
    }

    [Fact]
    public async Task One_bad_event_keeps_all_of_them_out()
    {
        await using var session = await bridge.NewSessionAsync();
        var other = await bridge.NewAgentAsync();
        var before = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        EventDraft good = new("good");
        await Refused.WithAsync(403, "reserved_event_type", () => session.StoreEventsAsync([good, new("session_created")]));
        await Refused.WithAsync(403, "impersonation", () => session.StoreEventsAsync([good, new("good") { AgentId = other.AgentId }]));
        await Refused.WithAsync(422, "invalid_request", () => session.StoreEventsAsync([good, new("")]));
        await Refused.WithAsync(422, "invalid_request", () => session.StoreEventsAsync([]));
        await Refused.WithAsync(413, "event_too_large", () => session.StoreEventsAsync([good, new("large", new { text = new string('x', 1_100_000) })]));
        Assert.Equal(before, (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence);
    }

    [Fact]
    public async Task Ten_megabytes_are_the_most()
    {
        await using var session = await bridge.NewSessionAsync("system_agent");
        var large = new { text = new string('x', 1_000_000) };
        Assert.Equal(10, (await session.StoreEventsAsync(Enumerable.Repeat(new EventDraft("large", large), 10), RunningBridge.Cancellation)).Count);
        await Refused.WithAsync(413, "body_too_large", () => session.StoreEventsAsync(Enumerable.Repeat(new EventDraft("large", large), 11)));
    }

    [Theory]
    [InlineData(8, 200)]
    [InlineData(9, 422)]
    public async Task Nesting_is_bounded_as_in_a_single_event(int arrays, int status)
    {
        var body = $"{{\"events\":[{{\"event_type\":\"deep\",\"data\":{{\"a\":{new string('[', arrays)}{new string(']', arrays)}}}}}]}}";
        Assert.Equal(status, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/event/store_batch", Refused.Text(body))));
    }
}
