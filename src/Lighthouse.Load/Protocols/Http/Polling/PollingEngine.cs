using System.Diagnostics;
using System.Net;
using Lighthouse.Load.Running;

namespace Lighthouse.Load.Protocols.Http.Polling;

/// <summary>One thread that starts every request and reads every answer.</summary>
internal sealed class PollingEngine : IDisposable
{
    private const int LongestWaitMilliseconds = 50;
    private const int ConnectingAtOnce = 256;
    private static readonly TimeSpan s_pauseAfterFailure = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestConnecting = TimeSpan.FromSeconds(30);

    private readonly HttpLoad _load;
    private readonly LoadOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly Poll _poll = new();
    private readonly PolledConnection[] _connections;
    private readonly PriorityQueue<PolledConnection, TimeSpan> _pausing = new();
    private readonly IterationOutcome?[] _failures = new IterationOutcome?[1000];
    private readonly byte[] _buffer;
    private readonly byte[] _address;
    private readonly int _family;
    private IDriver _driver = null!;
    private long _origin;

    public PollingEngine(HttpLoad load, int connections, LoadOptions options, CancellationToken cancellation)
    {
        _load = load;
        _options = options;
        _cancellation = cancellation;
        Records = new RunRecords(options, oneWriter: true);
        _buffer = new byte[load.Limits.HeadBytes + (64 << 10)];
        var address = load.Target.Serialize();
        _address = address.Buffer[..address.Size].ToArray();
        _family = BitConverter.ToUInt16(_address);
        _connections = [.. Enumerable.Range(0, connections).Select(number => new PolledConnection(number, _poll, load.Limits))];
    }

    public RunRecords Records { get; }

    /// <summary>How many iterations are on a connection.</summary>
    public int InFlight { get; private set; }

    public bool IsStopping => _options.Stop.IsCancellationRequested || _cancellation.IsCancellationRequested;

    private TimeSpan Now => Stopwatch.GetElapsedTime(_origin);

    /// <summary>Opens the connections, which is no part of what is measured. One that fails is opened again for its first iteration, which then tells why.</summary>
    public void Connect()
    {
        _origin = Stopwatch.GetTimestamp();
        var connecting = 0;
        for (var next = 0; (next < _connections.Length || connecting > 0) && Now < s_longestConnecting && !IsStopping;)
        {
            while (next < _connections.Length && connecting < ConnectingAtOnce)
            {
                var connection = _connections[next++];
                if (connection.Open(_family, _address) is null && connection.IsConnecting)
                    connecting++;
            }

            for (var index = _poll.WaitRoughly(connecting > 0 ? LongestWaitMilliseconds : 0) - 1; index >= 0; index--)
            {
                var connection = _connections[_poll.NumberAt(index)];
                var was = connection.IsConnecting;
                connection.Continue(_poll.EventsAt(index), _buffer, out _);
                connecting -= was && !connection.IsConnecting ? 1 : 0;
            }
        }
    }

    /// <summary>Runs until the driver is over and what is in flight has ended or had its grace.</summary>
    public void Run(IDriver driver, Action started)
    {
        _driver = driver;
        _origin = Stopwatch.GetTimestamp();
        started();
        foreach (var connection in _connections)
            driver.Free(connection, TimeSpan.Zero);
        TimeSpan? over = null;
        while (true)
        {
            var now = Now;
            var isStopping = IsStopping;
            var due = isStopping ? TimeSpan.MaxValue : Min(driver.StartDue(now), FreePaused(now));
            if (over is null && (isStopping || driver.IsOver(now)))
                over = now;
            var isIdle = InFlight == 0 && (isStopping || !driver.HasWaiting);
            if ((over is { } since && (isIdle || now - since >= _options.GracePeriod)) || _cancellation.IsCancellationRequested)
                break;
            Handle(Wait(due));
        }

        GiveUp();
    }

    /// <summary>Starts an iteration on a connection that is free.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="iteration">The iteration.</param>
    /// <param name="possible">When it could have been started at the earliest.</param>
    public void Start(PolledConnection connection, Iteration iteration, TimeSpan possible)
    {
        var now = Now;
        InFlight++;
        Records.Of(iteration.IntendedStart).AddStarted(possible, now > possible ? now : possible);
        var request = _load.RequestOf(iteration.Agent > 0 ? HttpLoadRun.OfAgent(iteration) : iteration);
        var failure = connection.Open(_family, _address) is { } reason ? Unopened(connection, iteration, now, request, reason) : connection.Begin(iteration, now, request);
        if (failure is not null)
            End(connection, failure);
    }

    /// <summary>Counts an iteration that found no connection.</summary>
    public void NeverStarted(Iteration iteration, TimeSpan now)
    {
        var record = Records.Of(iteration.IntendedStart);
        record.AddNeverStarted(now - iteration.IntendedStart);
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Close();
        _poll.Dispose();
    }

    private static string Unopened(PolledConnection connection, Iteration iteration, TimeSpan now, PreparedRequest request, string reason)
    {
        connection.Mark(iteration, now, request);
        return reason;
    }

    private int Wait(TimeSpan due)
    {
        if (due == TimeSpan.MaxValue)
            return _poll.WaitRoughly(LongestWaitMilliseconds);
        var left = due - Now;
        var most = TimeSpan.FromMilliseconds(LongestWaitMilliseconds);
        return _poll.Wait(left < most ? left : most);
    }

    private void Handle(int ready)
    {
        for (var index = 0; index < ready; index++)
        {
            var connection = _connections[_poll.NumberAt(index)];
            if (connection.Continue(_poll.EventsAt(index), _buffer, out var failure))
                End(connection, failure);
        }
    }

    private void End(PolledConnection connection, string? failure)
    {
        var now = Now;
        var intended = connection.Iteration.IntendedStart;
        Records.Of(intended).AddEnded(failure is null ? OutcomeOf(connection.Status) : IterationOutcome.Failed(failure), now - intended, now - connection.Started);
        connection.End();
        InFlight--;
        if (failure is null)
            _driver.Free(connection, now);
        else
            _pausing.Enqueue(connection, now + s_pauseAfterFailure);
    }

    private IterationOutcome OutcomeOf(int status)
    {
        if (_load.IsSuccess(status))
            return IterationOutcome.Succeeded;
        return _failures[status] ??= IterationOutcome.Failed($"status {status}");
    }

    // A target that refuses would otherwise be asked as fast as the processor can.
    private TimeSpan FreePaused(TimeSpan now)
    {
        while (_pausing.TryPeek(out var connection, out var until))
        {
            if (until > now)
                return until;
            _pausing.Dequeue();
            _driver.Free(connection, now);
        }

        return TimeSpan.MaxValue;
    }

    private void GiveUp()
    {
        var now = Now;
        foreach (var connection in _connections.Where(connection => connection.IsBusy))
            Records.Of(connection.Iteration.IntendedStart).AddTimedOut(now - connection.Iteration.IntendedStart, now - connection.Started);
        _driver.Finish(now, _options.Stop.IsCancellationRequested);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
