using System.Runtime.InteropServices;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Push;

/// <summary>The newest announcements, so that readers who fell behind a little share their frames with the others. Bounded: small events only.</summary>
internal sealed class Announcements
{
    private const int Kept = 256;
    private const int LargestKept = 16 * 1024;
    private readonly Announcement?[] _recent = new Announcement?[Kept];

    public Announcement Of(StoredEvent stored)
    {
        ref var place = ref _recent[stored.Sequence % Kept];
        if (Volatile.Read(ref place) is { } known && known.Sequence == stored.Sequence) return known;
        var made = new Announcement(stored);
        if (JsonMarshal.GetRawUtf8Value(stored.Event.Data).Length <= LargestKept) Volatile.Write(ref place, made);
        return made;
    }
}
