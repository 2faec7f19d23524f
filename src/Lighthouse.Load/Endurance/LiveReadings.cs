using System.Text.Json;

namespace Lighthouse.Load.Endurance;

/// <summary>The last readings of a run, as the messages that viewers are sent, and who looks on. A message is made once for all of them.</summary>
internal sealed class LiveReadings
{
    private const int Kept = 600, MostViewers = 32;
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _recent = new();
    private readonly List<LiveViewer> _viewers = [];

    public void Show(LiveReading reading)
    {
        byte[] message = [.. "data: "u8, .. JsonSerializer.SerializeToUtf8Bytes(reading, Format), .. "\n\n"u8];
        lock (_gate)
        {
            _recent.Enqueue(message);
            if (_recent.Count > Kept)
                _recent.Dequeue();
            _viewers.RemoveAll(viewer => !viewer.TryShow(message));
        }
    }

    /// <summary>Begins to look on; null when there are as many already as there may be.</summary>
    public LiveViewer? TryJoin()
    {
        lock (_gate)
        {
            if (_viewers.Count >= MostViewers)
                return null;
            var viewer = new LiveViewer([.. _recent]);
            _viewers.Add(viewer);
            return viewer;
        }
    }

    public void Leave(LiveViewer viewer)
    {
        lock (_gate)
            _viewers.Remove(viewer);
        viewer.Dispose();
    }
}
