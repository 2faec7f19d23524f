namespace Lighthouse.Bridge.Messages;

/// <summary>Has what was just stored announced on the spot, where the feed follows the store and can be hurried; otherwise the feed comes to it by itself.</summary>
internal sealed class Announcer
{
    private volatile MessageFeed? _feed;

    public void Begin(MessageFeed feed) => _feed = feed;

    public ValueTask AnnounceAsync() => _feed?.HurryAsync() ?? ValueTask.CompletedTask;
}
