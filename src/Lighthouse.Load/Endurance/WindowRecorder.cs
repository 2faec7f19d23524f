using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Endurance;

/// <summary>Takes down what ends in the present window. Safe for several threads.</summary>
internal sealed class WindowRecorder
{
    private readonly Lock _gate = new();
    private LatencyHistogram _latency = new();
    private long _succeeded, _failed;

    public void Add(TimeSpan latency, bool succeeded)
    {
        lock (_gate)
        {
            _latency.Add(latency);
            if (succeeded)
                _succeeded++;
            else
                _failed++;
        }
    }

    /// <summary>What was taken down, and begins anew.</summary>
    public (LatencyHistogram Latency, long Succeeded, long Failed) Take()
    {
        lock (_gate)
        {
            var taken = (_latency, _succeeded, _failed);
            (_latency, _succeeded, _failed) = (new LatencyHistogram(), 0, 0);
            return taken;
        }
    }
}
