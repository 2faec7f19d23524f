using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>Whatever is done to the files of a closed store, it shows, and nothing but what was stored is served.</summary>
public sealed class DamageTests(DamageTests.SoundStore sound) : IClassFixture<DamageTests.SoundStore>
{
    public const int Events = 120;
    private const int Places = 15;

    public static TheoryData<string> Kinds => [.. Damage.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Damage_anywhere_is_reported_withheld_and_left_as_it_is(string kind)
    {
        for (var seed = 1; seed <= Places; seed++)
        {
            using var folder = sound.Copy();
            Damage.Kinds[kind](folder, new Random(seed));
            var before = folder.Segments().ToDictionary(path => path, File.ReadAllBytes);

            await using (var store = folder.Open())
            {
                await AssertTruthfulAsync(store, Events, $"{kind}, seed {seed}");
                var next = await store.AppendAsync([TestStore.Event(Events + 1)], TestContext.Current.CancellationToken);
                Assert.Equal(Events + 1, next[0].Sequence);
            }

            Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)[..file.Value.Length]));
            await using var again = folder.Open();
            await AssertTruthfulAsync(again, Events + 1, $"{kind}, seed {seed}, opened again");
            Assert.Equal(Events + 1, (await TestStore.ReadAllAsync(again))[^1].Sequence);
        }
    }

    [Fact]
    public async Task Damage_in_many_places_at_once_is_reported_in_each()
    {
        for (var seed = 1; seed <= 2 * Places; seed++)
        {
            using var folder = sound.Copy();
            var random = new Random(seed);
            for (var places = random.Next(2, 12); places > 0; places--)
                Damage.Kinds["a flipped byte"](folder, random);

            await using var store = folder.Open();
            await AssertTruthfulAsync(store, Events, $"many places, seed {seed}");
        }
    }

    [Fact]
    public async Task Files_of_noise_are_withheld_and_the_others_served()
    {
        for (var seed = 1; seed <= Places; seed++)
        {
            using var folder = sound.Copy();
            var random = new Random(seed);
            var noise = new byte[random.Next(1, 300_000)];
            random.NextBytes(noise);
            for (var at = 0; at + 4 <= noise.Length; at += random.Next(4, 400))
                new byte[] { 0xF5, 0x4C, 0x48, 0x31 }.CopyTo(noise, at);
            File.WriteAllBytes(folder.Segments()[random.Next(folder.Segments().Count)], noise);

            await using var store = folder.Open();
            await AssertTruthfulAsync(store, Events, $"noise, seed {seed}");
        }
    }

    [Theory]
    [InlineData("a flipped byte", 1)]
    [InlineData("a damaged length", 1)]
    [InlineData("a missing record", 1)]
    [InlineData("a repeated record", 0)]
    [InlineData("inserted bytes", 0)]
    [InlineData("two exchanged records", 2)]
    [InlineData("a record over another", 2)]
    public async Task What_lies_before_and_after_stays_readable(string kind, int most)
    {
        for (var seed = 1; seed <= Places; seed++)
        {
            using var folder = sound.Copy();
            Damage.Kinds[kind](folder, new Random(seed));

            await using var store = folder.Open();

            Assert.True(store.Recovery.Events >= Events - most, $"{kind}, seed {seed}: only {store.Recovery.Events} of {Events} are served");
        }
    }

    [Fact]
    public async Task What_lies_between_two_exchanged_records_stays_readable()
    {
        for (var seed = 1; seed <= Places; seed++)
        {
            using var folder = sound.Copy();
            var middle = Damage.ExchangeAround(folder, new Random(seed));

            await using var store = folder.Open();

            var served = (await TestStore.ReadAllAsync(store)).Select(one => one.Sequence).ToHashSet();
            for (var sequence = 1; sequence <= Events; sequence++)
                Assert.True(served.Contains(sequence) || Math.Abs(sequence - middle) == 1, $"seed {seed}: {sequence} is not served, {middle - 1} and {middle + 1} were exchanged");
        }
    }

    [Theory]
    [InlineData("a flipped byte", "hash_mismatch")]
    [InlineData("a missing segment", "sequence_corruption")]
    [InlineData("two exchanged segments", "sequence_corruption")]
    [InlineData("a missing record", "sequence_corruption")]
    [InlineData("a segment of another store", "event_tampering")]
    public async Task The_kind_of_damage_is_named(string kind, string expected)
    {
        for (var seed = 1; seed <= Places; seed++)
        {
            using var folder = sound.Copy();
            Damage.Kinds[kind](folder, new Random(seed));

            await using var store = folder.Open();

            Assert.Contains(store.Recovery.Violations, violation => violation.Kind == expected);
        }
    }

    [Fact]
    public async Task Older_files_under_a_newer_anchor_are_a_rollback()
    {
        using var folder = sound.Copy();
        using var older = sound.Copy();
        await folder.FillAsync(30, from: Events + 1);
        foreach (var segment in folder.Segments())
            File.Delete(segment);
        foreach (var segment in older.Segments())
            File.Copy(segment, Path.Combine(folder.Directory, Path.GetFileName(segment)));

        await using var store = folder.Open();

        var violation = Assert.Single(store.Recovery.Violations);
        Assert.Equal(("sequence_corruption", Events + 1L, (long?)Events + 30), (violation.Kind, violation.FirstSequence, violation.LastSequence));
        Assert.Equal(Events + 31, (await store.AppendAsync([TestStore.Event(0)], TestContext.Current.CancellationToken))[0].Sequence);
    }

    [Fact]
    public async Task Another_history_under_this_anchor_is_tampering_and_nothing_of_its_end_is_served()
    {
        using var folder = sound.Copy();
        using var other = new TestStore { SegmentBytes = folder.SegmentBytes };
        await other.FillAsync(Events, text: "forged");
        foreach (var segment in other.Segments())
            File.Copy(segment, Path.Combine(folder.Directory, Path.GetFileName(segment)), overwrite: true);

        await using var store = folder.Open();

        Assert.Contains(store.Recovery.Violations, violation => violation is { Kind: "event_tampering", LastSequence: Events });
        Assert.DoesNotContain(await TestStore.ReadAllAsync(store), e => e.Sequence == Events);
    }

    internal static async Task AssertTruthfulAsync(IEventStore store, int events, string what)
    {
        var served = await TestStore.ReadAllAsync(store);
        var sequences = served.Select(e => e.Sequence).ToHashSet();
        var violations = store.Recovery.Violations;

        Assert.True(violations.Count > 0, $"{what}: nothing reported");
        Assert.True(store.Recovery.TornBytes == 0, $"{what}: taken for an unfinished write");
        Assert.True(served.Count == store.Recovery.Events, $"{what}: {served.Count} served, {store.Recovery.Events} reported");
        Assert.True(served.Select(e => e.Sequence).SequenceEqual(sequences.Order()), $"{what}: out of order");
        foreach (var e in served)
            Assert.True(TestStore.Number(e) == e.Sequence && TestStore.Text(e).Length == 0, $"{what}: event {e.Sequence} is {e.Event.Data}");
        for (long sequence = 1; sequence <= events; sequence++)
        {
            var reported = violations.Any(v => v.FirstSequence <= sequence && sequence <= (v.LastSequence ?? long.MaxValue));
            Assert.True(sequences.Contains(sequence) != reported, $"{what}: event {sequence} served {sequences.Contains(sequence)}, reported {reported}");
        }
        Assert.All(violations, violation => Assert.StartsWith("LHB61", violation.Detail, StringComparison.Ordinal));
    }

    /// <summary>A store of several segments that every case damages a copy of.</summary>
    public sealed class SoundStore : IAsyncLifetime
    {
        private readonly TestStore _store = NewStore();

        public async ValueTask InitializeAsync()
        {
            await _store.FillAsync(Events / 2);
            await _store.FillAsync(Events / 2, perAppend: 4, from: (Events / 2) + 1);
        }

        internal TestStore Copy()
        {
            var copy = NewStore();
            foreach (var path in System.IO.Directory.GetFiles(_store.Directory))
                File.Copy(path, Path.Combine(copy.Directory, Path.GetFileName(path)));
            return copy;
        }

        public ValueTask DisposeAsync()
        {
            _store.Dispose();
            return ValueTask.CompletedTask;
        }

        internal static TestStore NewStore() => new() { SegmentBytes = 8_000 };
    }
}
