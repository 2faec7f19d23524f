using Lighthouse.Bridge.Configuration;

namespace Lighthouse.Bridge.Validation.Layers;

/// <summary>Counts the experts that are being asked, in all and for each agent, and keeps both within their limits.</summary>
internal sealed class PendingExperts(BridgeOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byAgent = new(StringComparer.Ordinal);
    private int _count;

    public TimeProvider Time => time;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place until it is disposed; null when there is none left.</summary>
    public IDisposable? TryEnter(string agentId)
    {
        lock (_lock)
        {
            var own = _byAgent.GetValueOrDefault(agentId);
            if (_count >= options.Validation.MostPending || own >= options.Validation.MostPendingPerAgent) return null;
            _count++;
            _byAgent[agentId] = own + 1;
            return new Place(this, agentId);
        }
    }

    private void Leave(string agentId)
    {
        lock (_lock)
        {
            _count--;
            if (--_byAgent[agentId] == 0) _byAgent.Remove(agentId);
        }
    }

    private sealed class Place(PendingExperts pending, string agentId) : IDisposable
    {
        private bool _isLeft;

        public void Dispose()
        {
            if (_isLeft) return;
            _isLeft = true;
            pending.Leave(agentId);
        }
    }
}
