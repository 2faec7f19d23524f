namespace Lighthouse.Bridge.Messages;

/// <summary>Has what was just stored announced on the spot, once the feed follows the store; before that, and where nothing follows, it waits for that.</summary>
internal sealed class Announcer
{
    private volatile MessageFeed? _feed;

    public void Begin(MessageFeed feed) => _feed = feed;

    public ValueTask AnnounceAsync() => _feed?.HurryAsync() ?? ValueTask.CompletedTask;
}
