using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Tests.Push;

/// <summary>What a socket is told of questions whose events come by late.</summary>
public sealed class SubscriptionTests
{
    private static readonly Announcement Created = Of(7, BridgeEvents.ElicitationCreated);
    private static readonly Announcement Ended = Of(8, BridgeEvents.ElicitationCancelled);

    [Fact]
    public void Neither_a_question_that_has_ended_before_it_came_by_nor_its_end_is_told()
    {
        var late = Opened(hasEnded: true);
        Assert.False(late.WantsQuestion(Created));
        late.Done(Created);
        // Asked again while the socket has no room, it is the same.
        Assert.False(late.WantsEnd(Ended));
        Assert.False(late.WantsEnd(Ended));
    }

    [Fact]
    public void An_open_question_and_its_end_are_told()
    {
        var open = Opened(hasEnded: false);
        Assert.True(open.WantsQuestion(Created));
        Assert.True(open.WantsEnd(Ended));
    }

    private static Subscription Opened(bool hasEnded)
    {
        var subscription = new Subscription(new Caller("target", Role.Agent, "s"), _ => hasEnded);
        subscription.Begin(6, []);
        return subscription;
    }

    private static Announcement Of(long sequence, string type)
    {
        var data = JsonElement.Parse("""{"from_agent": "sender", "to_agent": "target"}""");
        return new(new StoredEvent(sequence, 0, "n", new NewEvent(type, "elicit_1", "elicitation", "sender", BridgeEvents.Component, data, JsonElement.Parse("{}"))));
    }
}
