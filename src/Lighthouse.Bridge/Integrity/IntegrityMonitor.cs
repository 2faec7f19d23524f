using System.Collections.Concurrent;
using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Integrity;

/// <summary>Passes over the stored bytes again and again, and tells what every check finds: log, figure, event, record.</summary>
internal sealed class IntegrityMonitor(
    IServiceProvider services, IEnumerable<IIntegrityCheck> checks, Journal journal, BridgeOptions options, BridgeClock clock, TimeProvider time,
    ILogger<IntegrityMonitor> log) : IIntegrityMonitor, ISnapshotted, IRunsWhenReady, IComponent, IMetricSource
{
    private const string Aggregate = "integrity";
    // An array: the passes go through it for every record, and the enumerator of a list behind its interface is an object.
    private readonly IIntegrityCheck[] _checks = [.. checks];
    private readonly ViolationRegister _register = new();
    private readonly ConcurrentDictionary<string, long> _found = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _onePass = new(1);
    private readonly SemaphoreSlim _oneResolution = new(1);
    private long _passes;
    private long _bytes;
    private long _lastPassAt;
    private int _numbered;
    private bool _isOpeningReported;

    string IComponent.Name => "integrity_monitor";

    string ISnapshotted.Name => "integrity-1";

    public string State => !options.Integrity.Enabled || Store is null ? "unavailable" : Open > 0 ? "degraded" : "healthy";

    public int Open => _register.Open;

    public IntegrityFigures Figures => new(
        Volatile.Read(ref _passes), Volatile.Read(ref _lastPassAt) is var at && at > 0 ? at : null, Volatile.Read(ref _bytes), new Dictionary<string, long>(_found));

    // Another kind of store looks after its own bytes.
    private FileEventStore? Store => services.GetService<FileEventStore>();

    public IReadOnlyList<Violation> List() => _register.List();

    public void Apply(StoredEvent stored) => _register.Apply(stored);

    public void WriteState(Utf8JsonWriter json) => _register.WriteState(json);

    public void ReadState(JsonElement state) => _register.ReadState(state);

    public async Task RunAsync(CancellationToken stopping)
    {
        if (!options.Integrity.Enabled || Store is null)
            return;
        try
        {
            while (true)
            {
                await PassOrSayAsync(stopping);
                await Task.Delay(TimeSpan.FromSeconds(options.Integrity.PassSeconds), time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bridge stops; the next one begins with a pass.
        }
    }

    public async Task PassAsync(CancellationToken cancellation)
    {
        if (Store is not { } store)
            return;
        await _onePass.WaitAsync(cancellation);
        try
        {
            await ReportOpeningAsync(store);
            await PassAsync(store, cancellation);
        }
        finally
        {
            _onePass.Release();
        }
    }

    public async Task ResolveAsync(Caller caller, string id, string word, string note)
    {
        await _oneResolution.WaitAsync();
        try
        {
            var violation = _register.Find(id) ?? throw new RefusalException(StatusCodes.Status404NotFound, "unknown_violation", "There is no such violation.");
            if (violation.Resolution is not null)
                throw new RefusalException(StatusCodes.Status409Conflict, "already_resolved", "The violation was resolved before.");
            var resolution = new Resolution(word, note, caller.AgentId, clock.UnixMilliseconds);
            await journal.WriteAsync(BridgeEvents.IntegrityResolved, Aggregate, id, caller.AgentId, ViolationRegister.Resolved(violation, resolution));
            _register.Put(violation with { Resolution = resolution });
        }
        finally
        {
            _oneResolution.Release();
        }
    }

    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Describe("bridge_integrity_violations_total", "counter", "Violations of the stored bytes found since the start.");
        foreach (var kind in IntegrityKind.All)
            metrics.Line($"bridge_integrity_violations_total{{kind=\"{kind}\"}}", _found.GetValueOrDefault(kind));
        metrics.Gauge("bridge_integrity_open", "Violations that nobody has resolved.", Open);
        metrics.Counter("bridge_integrity_passes_total", "Passes over all stored bytes since the start.", Volatile.Read(ref _passes));
        metrics.Counter("bridge_integrity_bytes_total", "Stored bytes verified since the start.", Volatile.Read(ref _bytes));
    }

    private async Task PassOrSayAsync(CancellationToken stopping)
    {
        try
        {
            await PassAsync(stopping);
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            // Whatever it is: what cannot be verified must not take down what can be served.
            log.LogError(problem, "LHB6169: the stored bytes could not be verified to the end ({Problem}); the next pass begins in {Seconds} s", problem.Message, options.Integrity.PassSeconds);
        }
    }

    private async Task PassAsync(FileEventStore store, CancellationToken cancellation)
    {
        var walk = new StoreWalk(store, options.DataDirectory, services.GetRequiredService<IRecordSeal>(), options.Integrity.BytesPerSecond, time);
        var pass = walk.Begin();
        var found = new List<IntegrityFinding>();
        foreach (var check in _checks) check.Begin(pass, found);
        await foreach (var piece in walk.ReadAsync(cancellation))
        {
            foreach (var check in _checks) check.Look(piece, found);
            if (found.Count > 0) await ReportAsync(store, found);
        }
        foreach (var check in _checks) check.End(pass, found);
        await ReportAsync(store, found);
        Interlocked.Add(ref _bytes, walk.Bytes);
        Volatile.Write(ref _lastPassAt, clock.UnixMilliseconds);
        Interlocked.Increment(ref _passes);
    }

    /// <summary>What recovery found when the store was opened is a violation like any other.</summary>
    private async Task ReportOpeningAsync(FileEventStore store)
    {
        if (_isOpeningReported)
            return;
        await ReportAsync(store, [.. store.Recovery.Violations.Select(found => new IntegrityFinding(
            found.Kind, "store", found.FirstSequence, found.LastSequence ?? store.LastSequence, found.Detail))]);
        _isOpeningReported = true;
    }

    private async Task ReportAsync(FileEventStore store, List<IntegrityFinding> found)
    {
        foreach (var finding in found)
        {
            // Retention may have removed what was being read.
            var isGone = finding.FirstSequence > 0 && Math.Max(finding.FirstSequence, finding.LastSequence) < store.FirstSequence;
            if (isGone || _register.Knows(finding))
                continue;
            var now = clock.UnixMilliseconds;
            var violation = new Violation(ViolationRegister.NewId(finding, now, ++_numbered), finding, IntegrityKind.SeverityOf(finding.Kind), now);
            log.LogError("Integrity violation {Kind} ({Severity}): {Detail}", finding.Kind, violation.Severity, finding.Detail);
            _found.AddOrUpdate(finding.Kind, 1, static (_, count) => count + 1);
            // With a full list of open ones the log and the figure still tell; the list says that it is full by its length.
            if (!_register.HasRoom)
                continue;
            await journal.WriteAsync(BridgeEvents.IntegrityViolation, Aggregate, violation.Id, BridgeEvents.Component, ViolationRegister.Found(violation));
            _register.Put(violation);
        }
        found.Clear();
    }
}
