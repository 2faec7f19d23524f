using System.Text;
using Lighthouse.Chaos;
using Lighthouse.Chaos.FileDamage;

namespace Lighthouse.Instruments.Tests.Chaos.FileDamage;

public sealed class FileDamageFaultTests : IDisposable
{
    private const int HeaderLength = 16;
    private readonly string _folder = Directory.CreateTempSubdirectory("damage").FullName;
    private readonly List<RecordSpan> _records = [];
    private readonly byte[] _bytes;

    public FileDamageFaultTests()
    {
        var file = new MemoryStream();
        file.Write(new byte[HeaderLength]);
        for (var number = 0; number < 20; number++)
        {
            var payload = Encoding.UTF8.GetBytes($"record {number} {new string('x', number * 3)}");
            _records.Add(new RecordSpan(file.Length, 4 + payload.Length));
            file.Write(BitConverter.GetBytes(payload.Length));
            file.Write(payload);
        }

        _bytes = file.ToArray();
        Directory.CreateDirectory(DataFolder);
        File.WriteAllBytes(DataFile, _bytes);
        File.WriteAllBytes(EarlierFile, _bytes[..(int)_records[7].End]);
    }

    private string DataFolder => Path.Combine(_folder, "data");

    private string DataFile => Path.Combine(DataFolder, "events.log");

    private string EarlierFile => Path.Combine(_folder, "earlier.log");

    private string JournalFolder => Path.Combine(_folder, "journal");

    public static TheoryData<DamageKind, int> KindsAndSeeds
    {
        get
        {
            var data = new TheoryData<DamageKind, int>();
            foreach (var kind in Enum.GetValues<DamageKind>())
            {
                for (var seed = 0; seed < 5; seed++)
                    data.Add(kind, Random.Shared.Next());
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(KindsAndSeeds))]
    public async Task Every_damage_is_proven_and_healed_to_the_same_bytes(DamageKind kind, int seed)
    {
        var damaged = Array.Empty<byte>();
        var result = await RunAsync(Options(kind, seed), () => damaged = File.Exists(DataFile) ? File.ReadAllBytes(DataFile) : []);

        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.True(Fits(kind, damaged), $"{result.Effect}");
        Assert.Equal(_bytes, File.ReadAllBytes(DataFile));
        Assert.Empty(Directory.GetFiles(JournalFolder));
    }

    [Fact]
    public async Task The_same_seed_damages_the_same_place()
    {
        var results = new List<byte[]>();
        foreach (var seed in new[] { 5, 5, 6 })
            await RunAsync(Options(DamageKind.FlippedByte, seed), () => results.Add(File.ReadAllBytes(DataFile)));
        Assert.Equal(results[0], results[1]);
        Assert.NotEqual(results[0], results[2]);
    }

    [Fact]
    public async Task What_a_run_that_died_left_behind_can_be_undone()
    {
        foreach (var kind in new[] { DamageKind.FlippedByte, DamageKind.DeletedFile })
        {
            var fault = new FileDamageFault(Options(kind, 1), new DamageJournal(JournalFolder, TimeProvider.System));
            await fault.PrepareAsync(TestContext.Current.CancellationToken);
            await fault.InjectAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(File.Exists(DataFile));
        Assert.Equal([DataFile, DataFile], new DamageJournal(JournalFolder, TimeProvider.System).UndoAll());
        Assert.Equal(_bytes, File.ReadAllBytes(DataFile));
        Assert.Empty(new DamageJournal(JournalFolder, TimeProvider.System).UndoAll());
    }

    [Fact]
    public async Task A_copy_that_is_damaged_itself_is_not_restored()
    {
        var fault = new FileDamageFault(Options(DamageKind.FlippedByte, 1), new DamageJournal(JournalFolder, TimeProvider.System));
        await fault.PrepareAsync(TestContext.Current.CancellationToken);
        File.AppendAllText(Directory.GetFiles(JournalFolder, "*.backup").Single(), "!");
        var error = Assert.Throws<ChaosException>(() => new DamageJournal(JournalFolder, TimeProvider.System).UndoAll());
        Assert.StartsWith("LHC4323", error.Message, StringComparison.Ordinal);
        Assert.Equal(_bytes, File.ReadAllBytes(DataFile));
    }

    [Theory, InlineData("{"), InlineData("null"), InlineData("""{"Path":"/x","Backup":"../../x.backup","Digest":"0"}""")]
    public void A_journal_entry_that_is_none_is_refused(string text)
    {
        Directory.CreateDirectory(JournalFolder);
        File.WriteAllText(Path.Combine(JournalFolder, "damage-1.json"), text);
        Assert.StartsWith("LHC4325", Assert.Throws<ChaosException>(() => new DamageJournal(JournalFolder, TimeProvider.System).UndoAll()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_outside_the_folder_of_the_run_is_not_touched()
    {
        var outside = Path.Combine(_folder, "outside.log");
        File.WriteAllBytes(outside, _bytes);
        var sneaky = Path.Combine(DataFolder, "..", "outside.log");
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(Options(DamageKind.FlippedByte, 1) with { Path = outside }));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(Options(DamageKind.FlippedByte, 1) with { Path = sneaky }));

        File.CreateSymbolicLink(Path.Combine(DataFolder, "link.log"), outside);
        var result = await RunAsync(Options(DamageKind.FlippedByte, 1) with { Path = Path.Combine(DataFolder, "link.log") });
        Assert.StartsWith("LHC4333", result.Reason, StringComparison.Ordinal);
        Assert.Equal(_bytes, File.ReadAllBytes(outside));
    }

    [Fact]
    public async Task Records_that_do_not_lie_in_the_file_are_not_run_and_the_file_stays()
    {
        var result = await RunAsync(Options(DamageKind.FlippedByte, 1) with { Records = [new RecordSpan(_bytes.Length - 1, 10)] });
        Assert.Equal(ExperimentStatus.NotRun, result.Status);
        Assert.StartsWith("LHC4311", result.Reason, StringComparison.Ordinal);
        Assert.Equal(_bytes, File.ReadAllBytes(DataFile));
    }

    [Fact]
    public async Task A_roll_back_to_the_same_version_is_no_damage()
    {
        File.WriteAllBytes(EarlierFile, _bytes);
        var result = await RunAsync(Options(DamageKind.RolledBackFile, 1));
        Assert.Equal(ExperimentStatus.NotRun, result.Status);
        Assert.StartsWith("LHC4332", result.Reason, StringComparison.Ordinal);
    }

    private bool Fits(DamageKind kind, byte[] damaged) => kind switch
    {
        DamageKind.FlippedByte => damaged.Length == _bytes.Length && Differences(damaged).Count == 1 && Differences(damaged)[0] >= HeaderLength,
        DamageKind.DamagedLength => damaged.Length == _bytes.Length && Differences(damaged) is [var place] && _records.Any(record => place >= record.Offset && place < record.Offset + 4),
        DamageKind.CutTail => _bytes.AsSpan().StartsWith(damaged) && _records.Any(record => record.Offset == damaged.Length),
        DamageKind.TornTail => _bytes.AsSpan().StartsWith(damaged) && damaged.Length > _records[^1].Offset && damaged.Length < _bytes.Length,
        DamageKind.SwappedRecords => damaged.Length == _bytes.Length && damaged.Order().SequenceEqual(_bytes.Order()) && Differences(damaged).Count > 0,
        DamageKind.DeletedFile => damaged.Length == 0,
        DamageKind.RolledBackFile => damaged.AsSpan().SequenceEqual(File.ReadAllBytes(EarlierFile)),
        _ => false,
    };

    private List<int> Differences(byte[] damaged) => [.. Enumerable.Range(0, _bytes.Length).Where(place => damaged[place] != _bytes[place])];

    private FileDamageOptions Options(DamageKind kind, int seed) => new()
    {
        Path = DataFile,
        AllowedFolder = DataFolder,
        Kind = kind,
        Records = _records,
        EarlierVersion = EarlierFile,
        Random = new Random(seed),
    };

    private Task<ExperimentResult> RunAsync(FileDamageOptions options, Action? look = null) => new Experiment(
        new FileDamageFault(options, new DamageJournal(JournalFolder, TimeProvider.System)),
        new ExperimentOptions
        {
            WhileInEffect = _ =>
            {
                look?.Invoke();
                return Task.CompletedTask;
            },
        },
        TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
}
