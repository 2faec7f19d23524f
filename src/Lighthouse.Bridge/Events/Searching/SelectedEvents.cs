namespace Lighthouse.Bridge.Events.Searching;

/// <summary>Selects from a stream, for stores that have no index of their own.</summary>
internal static class SelectedEvents
{
    public static async IAsyncEnumerable<StoredEvent> FilterAsync(IAsyncEnumerable<StoredEvent> events, EventSelection selection)
    {
        await foreach (var e in events)
        {
            if (e.Sequence > selection.UpToSequence)
                yield break;
            if (selection.Matches(e))
                yield return e;
        }
    }
}
