namespace Lighthouse.Bridge.Operations;

/// <summary>How many replays run at once: each reads much, so that many would starve the rest.</summary>
internal sealed class ReplayLimit
{
    private const int Most = 4;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);

    /// <summary>Takes the place of one replay of an agent; disposing it gives the place back.</summary>
    /// <exception cref="RefusalException">429 when the agent has one already, or too many run.</exception>
    public IDisposable Take(string agentId)
    {
        lock (_gate)
        {
            if (_running.Count >= Most || !_running.Add(agentId))
                throw new RefusalException(
                    StatusCodes.Status429TooManyRequests, "too_many_replays", $"One replay of an agent and {Most} together run at once; wait for one to end.",
                    TimeSpan.FromSeconds(1));
        }
        return new Place(this, agentId);
    }

    private void GiveBack(string agentId)
    {
        lock (_gate) _running.Remove(agentId);
    }

    private sealed class Place(ReplayLimit owner, string agentId) : IDisposable
    {
        public void Dispose() => owner.GiveBack(agentId);
    }
}
