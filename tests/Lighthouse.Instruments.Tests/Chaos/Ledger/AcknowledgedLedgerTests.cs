using System.Text;
using System.Text.Json;
using Lighthouse.Chaos.Ledger;

namespace Lighthouse.Instruments.Tests.Chaos.Ledger;

public sealed class AcknowledgedLedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_there_once_and_unaltered_is_intact()
    {
        using var ledger = LedgerOf(1, 2, 3);
        var comparison = ledger.Compare([Found(3), Found(1), Found(2), Found(4)]);
        Assert.True(comparison.IsIntact);
        Assert.Equal((3, 1), (comparison.Acknowledged, comparison.Unacknowledged));
    }

    [Fact]
    public void Lost_altered_renumbered_and_duplicated_records_are_told_apart()
    {
        using var ledger = LedgerOf(1, 2, 3, 4);
        var comparison = ledger.Compare([Found(1), Found(1), Found(2) with { Digest = AcknowledgedLedger.DigestOf("other"u8) }, Found(3) with { Sequence = 99 }]);
        Assert.Equal(["k4"], comparison.Lost.Select(entry => entry.Key));
        Assert.Equal(["k2", "k3"], comparison.Altered.Select(entry => entry.Key));
        Assert.Equal(["k1"], comparison.Duplicated);
        Assert.False(comparison.IsIntact);
    }

    [Fact]
    public void A_duplicate_that_nobody_acknowledged_is_still_a_duplicate()
    {
        using var ledger = LedgerOf(1);
        Assert.Equal(["k2"], ledger.Compare([Found(1), Found(2), Found(2)]).Duplicated);
    }

    [Fact]
    public void What_was_acknowledged_above_a_sequence_can_be_left_out()
    {
        using var ledger = LedgerOf(1, 2, 3);
        Assert.Equal(2, ledger.Compare([Found(1), Found(2)], upToSequence: 2).Acknowledged);
        Assert.True(ledger.Compare([Found(1), Found(2)], upToSequence: 2).IsIntact);
        Assert.False(ledger.Compare([Found(1), Found(2)]).IsIntact);
    }

    [Fact]
    public void An_empty_ledger_proves_nothing()
    {
        using var ledger = LedgerOf();
        Assert.False(ledger.Compare([]).IsIntact);
    }

    [Fact]
    public void Many_threads_write_whole_lines_and_lose_none()
    {
        using (var ledger = LedgerOf())
            Parallel.For(0, 5_000, number => ledger.Acknowledge($"k{number}", number, Encoding.UTF8.GetBytes($"payload {number}")));
        var lines = File.ReadAllLines(Path.Combine(_folder, "ledger.jsonl"));
        Assert.Equal(5_000, lines.Distinct().Count());
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }

    [Fact]
    public void A_key_is_acknowledged_once_and_a_ledger_never_overwrites_another()
    {
        using var ledger = LedgerOf(1);
        Assert.Throws<InvalidOperationException>(() => ledger.Acknowledge("k1", 2, "other"u8));
        Assert.Throws<IOException>(() => LedgerOf());
    }

    private static FoundRecord Found(int number) => new($"k{number}", number, AcknowledgedLedger.DigestOf(Encoding.UTF8.GetBytes($"payload {number}")));

    private AcknowledgedLedger LedgerOf(params int[] numbers)
    {
        var ledger = new AcknowledgedLedger(Path.Combine(_folder, "ledger.jsonl"), TimeProvider.System);
        foreach (var number in numbers)
            ledger.Acknowledge($"k{number}", number, Encoding.UTF8.GetBytes($"payload {number}"));
        return ledger;
    }
}
