using Lighthouse.Benchmarks.Running;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Benchmarks.Appending;

/// <summary>Durable appends in process with many producers, against a bare loop of group-committed writes and against SQLite.</summary>
internal abstract class AppendInProcess(int producers) : IBenchmark
{
    private const long PreparedBytes = 512L << 20;

    // More than the group commit over zeroed blocks wrote in a second on any machine so far (590 MB).
    private const long RoomBytesPerSecond = 700L << 20;
    private static readonly byte[] Record = new byte[BenchmarkEvents.RecordBytes];
    private static readonly HmacRecordSeal RecordSeal = new(BenchmarkEvents.Key);
    private static readonly byte[] Payload = new byte[BenchmarkEvents.PayloadBytes];

    public string Name => $"append-{producers}";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var what = $"durable append in process, {producers} producers, 512-byte events";
        var sides = new List<Side>();
        Side Add(string name, Func<Task<double>> measure)
        {
            var side = new Side(name, "events/s", _ => measure());
            sides.Add(side);
            return side;
        }
        var store = Add("event store", () => StoreAsync(run));
        var laidOut = Add("event store, room laid out before", () => LaidOutStoreAsync(run));
        var prepared = Add("bare group commit over zeroed blocks", () => LoopAsync(run, new BareFile(Path.Combine(run.Folder, "bare"), PreparedBytes)));
        var sealing = Add(
            "bare group commit over zeroed blocks that also seals each record",
            () => LoopAsync(run, new BareFile(Path.Combine(run.Folder, "bare"), PreparedBytes), Seal));
        var growing = Add("bare group commit, growing file", () => LoopAsync(run, new BareFile(Path.Combine(run.Folder, "bare"), 0)));
        var sqlite = Sqlite.Missing is null ? Add("SQLite WAL FULL, a transaction a group", () => SqliteAsync(run)) : null;
        await using var server = PrivatePostgres.Missing is null ? await PrivatePostgres.StartAsync(run, cancellation) : null;
        var postgres = server is not null ? Add("PostgreSQL, plain rows over 32 connections", () => PostgresAsync(run, server)) : null;
        var rounds = await Rounds.MeasureAsync(run, sides, cancellation);
        return
        [
            Row.Against(what, rounds.Compare(store, growing), Target.RatioAtLeast(0.8)),
            Row.Against(what, rounds.Compare(store, prepared)),
            Row.Against($"{what}, room laid out before", rounds.Compare(laidOut, prepared), Target.RatioAtLeast(0.8)),
            Row.Against($"{what}, room laid out before", rounds.Compare(laidOut, sealing)),
            sqlite is null ? Row.NotMeasured($"{what} against SQLite", Sqlite.Missing!, Target.RatioAtLeast(1)) : Row.Against(what, rounds.Compare(store, sqlite), Target.RatioAtLeast(1)),
            postgres is null ? Row.NotMeasured($"{what} against PostgreSQL", PrivatePostgres.Missing!, Target.RatioAtLeast(1)) : Row.Against(what, rounds.Compare(store, postgres), Target.RatioAtLeast(1)),
        ];
    }

    private async Task<double> StoreAsync(BenchmarkRun run)
    {
        using var folder = new Scratch(run);
        return await RateAsync(run, new EventStoreOptions { Directory = folder.Path });
    }

    // As the bare file's blocks are there before its time runs, so are the store's. By itself it lays out as many bytes as it writes, meanwhile.
    private async Task<double> LaidOutStoreAsync(BenchmarkRun run)
    {
        using var folder = new Scratch(run);
        var bytes = Math.Min((long)(run.RoundTime.TotalSeconds * RoomBytesPerSecond), new DriveInfo(folder.Path).AvailableFreeSpace / 4);
        return await RateAsync(run, new EventStoreOptions { Directory = folder.Path, SegmentBytes = bytes, RoomBytes = bytes });
    }

    private async Task<double> RateAsync(BenchmarkRun run, EventStoreOptions options)
    {
        await using var store = FileEventStore.Open(options, RecordSeal, TimeProvider.System);
        await store.AppendAsync([BenchmarkEvents.Event], CancellationToken.None);
        await UntilLaidOutAsync(options);
        IReadOnlyList<NewEvent> append = [BenchmarkEvents.Event];
        return await Producers.RateAsync(producers, run.RoundTime, _ => store.AppendAsync(append, CancellationToken.None));
    }

    private static async Task UntilLaidOutAsync(EventStoreOptions options)
    {
        var segment = new FileInfo(Directory.EnumerateFiles(options.Directory, "events-*.log").Single());
        // The last part of a slice may be left for later.
        for (var wanted = options.RoomBytes - (1L << 20); segment.Length < wanted; segment.Refresh())
            await Task.Delay(20);
    }

    private async Task<double> LoopAsync(BenchmarkRun run, BareFile file, Action<List<byte[]>>? before = null)
    {
        using (file)
        using (var loop = new GroupLoop(before + file.Commit))
            return await Producers.RateAsync(producers, run.RoundTime, _ => loop.AppendAsync(Record));
    }

    // What no store with a chain can leave out: a hash over each record, one after the other.
    private static void Seal(List<byte[]> group)
    {
        Span<byte> seal = stackalloc byte[IRecordSeal.Size];
        foreach (var bytes in group)
            RecordSeal.Compute(bytes.AsSpan(0, bytes.Length - IRecordSeal.Size), seal);
    }

    private async Task<double> PostgresAsync(BenchmarkRun run, PrivatePostgres server)
    {
        await using var rows = await PostgresRows.CreateAsync(server.ConnectionString);
        return await Producers.RateAsync(producers, run.RoundTime, _ => rows.AppendAsync(Payload));
    }

    private async Task<double> SqliteAsync(BenchmarkRun run)
    {
        using var folder = new Scratch(run);
        using var database = new Sqlite(Path.Combine(folder.Path, "events.sqlite"));
        using var loop = new GroupLoop(database.Commit);
        return await Producers.RateAsync(producers, run.RoundTime, _ => loop.AppendAsync(Payload));
    }
}

internal sealed class Append64() : AppendInProcess(64);

internal sealed class Append256() : AppendInProcess(256);
