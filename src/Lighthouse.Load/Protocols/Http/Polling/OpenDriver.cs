using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>Arrivals of an open model: each waits for its time and then for the connection that has been free the longest, so that every connection is used.</summary>
internal sealed class OpenDriver : IDriver
{
    private readonly OpenModel _model;
    private readonly PollingEngine _engine;
    private readonly int? _mostInFlight;
    private readonly IEnumerator<TimeSpan> _arrivals;
    private readonly Queue<(PolledConnection Connection, TimeSpan Since)> _free = new();
    private readonly Queue<Iteration> _waiting = new();
    private long _number;
    private bool _isExhausted;

    public OpenDriver(OpenModel model, PollingEngine engine, int? mostInFlight)
    {
        _model = model;
        _engine = engine;
        _mostInFlight = mostInFlight;
        _arrivals = model.IntendedStarts().GetEnumerator();
        _isExhausted = !_arrivals.MoveNext();
    }

    public TimeSpan StartDue(TimeSpan now)
    {
        Arrive(now);
        while (_waiting.Count > 0 && _free.TryDequeue(out var free))
        {
            var iteration = _waiting.Dequeue();
            // What waited for a connection was kept by the target; only what came after that is the generator's own lateness.
            var possible = free.Since > iteration.IntendedStart ? free.Since : iteration.IntendedStart;
            _engine.Start(free.Connection, iteration, possible);
        }

        return _isExhausted ? TimeSpan.MaxValue : _arrivals.Current;
    }

    public void Free(PolledConnection connection, TimeSpan now) => _free.Enqueue((connection, now));

    public bool IsOver(TimeSpan now) => _isExhausted;

    public bool HasWaiting => _waiting.Count > 0;

    public void Finish(TimeSpan now, bool wasStopped)
    {
        foreach (var iteration in _waiting)
            _engine.NeverStarted(iteration, now);
        _waiting.Clear();
        _arrivals.Dispose();
    }

    private void Arrive(TimeSpan now)
    {
        while (!_isExhausted && _arrivals.Current <= now)
        {
            var iteration = new Iteration(_model.NumberOf(_number++), 0, _arrivals.Current);
            _engine.Records.Of(iteration.IntendedStart).AddIntended();
            if (_engine.InFlight + _waiting.Count >= _mostInFlight)
                _engine.Records.Of(iteration.IntendedStart).AddDropped();
            else
                _waiting.Enqueue(iteration);
            _isExhausted = !_arrivals.MoveNext();
        }
    }
}
