using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>Agents of a closed model, a connection each.</summary>
internal sealed class ClosedDriver : IDriver
{
    private readonly ClosedModel _model;
    private readonly PollingEngine _engine;
    private readonly PriorityQueue<PolledConnection, TimeSpan> _resting = new();
    private readonly Func<TimeSpan>?[] _think;
    private readonly long[] _begun;
    private int _agentsLeft;

    public ClosedDriver(ClosedModel model, PollingEngine engine)
    {
        _model = model;
        _engine = engine;
        _begun = new long[model.Count];
        _think = [.. Enumerable.Range(0, model.Count).Select(number => model.Think?.OfAgent(model.AgentAt(number)))];
        _agentsLeft = model.Count;
    }

    public TimeSpan StartDue(TimeSpan now)
    {
        while (_resting.TryPeek(out var connection, out var due))
        {
            if (due > now)
                return due;
            _resting.Dequeue();
            StartNext(connection, due, now);
        }

        return TimeSpan.MaxValue;
    }

    public void Free(PolledConnection connection, TimeSpan now)
    {
        var number = connection.Number;
        var due = _begun[number] == 0 ? _model.FirstStartOf(number) : now + (_think[number]?.Invoke() ?? TimeSpan.Zero);
        if (due > now)
            _resting.Enqueue(connection, due);
        else
            StartNext(connection, due, now);
    }

    public bool IsOver(TimeSpan now) => _agentsLeft == 0 || now >= _model.Duration;

    public bool HasWaiting => false;

    public void Finish(TimeSpan now, bool wasStopped)
    {
        if (_model.IterationsEach is not { } each || wasStopped)
            return;
        _engine.Records.Measured.RaiseIntendedTo(each * _model.Count - (_engine.Records.WarmUp?.Intended ?? 0));
    }

    private void StartNext(PolledConnection connection, TimeSpan due, TimeSpan now)
    {
        var number = connection.Number;
        if (due >= _model.Duration || now >= _model.Duration || _engine.IsStopping || _begun[number] >= _model.IterationsEach)
        {
            _agentsLeft--;
            return;
        }

        var iteration = new Iteration(_begun[number]++, _model.AgentAt(number), due);
        _engine.Records.Of(due).AddIntended();
        _engine.Start(connection, iteration, due);
    }
}
