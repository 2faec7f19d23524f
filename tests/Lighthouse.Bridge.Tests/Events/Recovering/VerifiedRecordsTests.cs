using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Records;
using Lighthouse.Bridge.Events.Recovering;
using Lighthouse.Bridge.Events.Segments;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Recovering;

/// <summary>Several threads and parts of any size find exactly what one does that looks at each record, wherever the file is damaged.</summary>
public sealed class VerifiedRecordsTests
{
    private const int Records = 4_000;
    private const int PartBytes = 1 << 20;

    [Fact]
    public async Task Parts_and_threads_find_what_one_look_at_every_record_does()
    {
        using var folder = new TestStore();
        for (var from = 1; from <= Records; from += 500)
            await folder.FillAsync(500, perAppend: 50, from: from, text: new string('z', 3_000 + from));
        var segment = SegmentFile.Numbered(folder.Directory, 1);
        var sound = File.ReadAllBytes(segment.Path);
        Assert.True(sound.Length > 16 << 20, $"{sound.Length} bytes are too few for several parts");

        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var bytes = sound.ToArray();
            for (var damages = seed; damages > 0; damages--)
                bytes = Spoil(bytes, random);
            File.WriteAllBytes(segment.Path, bytes);

            var anchor = new Anchor(0, random.Next(1, Records + 1), default);
            // In one part, any damage has every record looked at by itself.
            var one = Find(segment, 1, long.MaxValue, anchor);
            Assert.Equal(one, Find(segment, 1, PartBytes, anchor));
            Assert.Equal(one, Find(segment, 4, PartBytes, anchor));
            Assert.Equal(one, Find(segment, 3, 50_000, anchor));
            Assert.True(seed > 0 || one.Count == 1, $"{one.Count} pieces of a sound file");
            Assert.True(seed == 0 || one.Count > 1, $"seed {seed}: damage was not seen");
        }
    }

    // Half of the damage lies around the places where the parts meet. Some of it are sound records where they do not belong.
    private static byte[] Spoil(byte[] bytes, Random random)
    {
        var length = random.Next(1, 9_000);
        var boundary = random.Next(1, (bytes.Length / PartBytes) + 1) * PartBytes;
        var at = random.Next(2) == 0 ? random.Next(bytes.Length - length) : Math.Clamp(boundary - random.Next(9_000), 0, bytes.Length - length);
        switch (random.Next(3))
        {
            case 0:
                random.NextBytes(bytes.AsSpan(at, length));
                return bytes;
            case 1:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
            default:
                // The records of a while once more, behind themselves.
                var from = RecordAt(bytes, at);
                var repeated = bytes.AsSpan(0, from)[RecordAt(bytes, Math.Max(0, from - random.Next(3 * PartBytes)))..];
                return [.. bytes.AsSpan(0, from), .. repeated, .. bytes.AsSpan(from)];
        }
    }

    private static int RecordAt(byte[] bytes, int at) => at + Math.Max(0, bytes.AsSpan(at).IndexOf(RecordFormat.Magic));

    private static List<string> Find(SegmentFile segment, int threads, long partBytes, Anchor anchor)
    {
        var scan = new SegmentScan(new VerifiedRecords(new HmacRecordSeal(TestStore.Key), threads, anchor, partBytes), anchor);
        scan.Scan([segment]);
        return
        [
            .. scan.Pieces.Select(piece => $"{piece.Start}..{piece.End} {piece.Contradicts} {Show(piece.Run)}"),
        ];
    }

    private static string Show(SegmentRun? run) =>
        run is null ? "" : $"{run.First}..{run.Last} {run.FirstPrevious} {run.LastSeal} {run.LastWriteFirst} {run.Complete}";
}
