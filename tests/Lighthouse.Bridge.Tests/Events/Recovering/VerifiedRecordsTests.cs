using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Recovering;
using Lighthouse.Bridge.Events.Segments;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Recovering;

/// <summary>Several threads find exactly the records that one does, wherever the file is damaged.</summary>
public sealed class VerifiedRecordsTests
{
    [Fact]
    public async Task Several_threads_find_what_one_does()
    {
        using var folder = new TestStore();
        for (var from = 1; from <= 4_000; from += 500)
            await folder.FillAsync(500, perAppend: 50, from: from, text: new string('z', 3_000 + from));
        var segment = SegmentFile.Numbered(folder.Directory, 1);
        var sound = File.ReadAllBytes(segment.Path);
        Assert.True(sound.Length > 16 << 20, $"{sound.Length} bytes are too few for several parts");

        for (var seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            var bytes = sound.ToArray();
            for (var damages = seed * 4; damages > 0; damages--)
                Spoil(bytes, random);
            File.WriteAllBytes(segment.Path, bytes);

            var one = Find(segment, bytes.Length, 1);
            Assert.Equal(one, Find(segment, bytes.Length, 4));
            Assert.True(seed == 0 ? one.Count == 4_000 : one.Count < 4_000, $"seed {seed}: {one.Count} records");
        }
    }

    // Half of the damage lies around the places where the parts meet.
    private static void Spoil(byte[] bytes, Random random)
    {
        var length = random.Next(1, 9_000);
        var boundary = random.Next(1, (bytes.Length >> 22) + 1) << 22;
        var at = random.Next(2) == 0 ? random.Next(bytes.Length - length) : Math.Clamp(boundary - random.Next(9_000), 0, bytes.Length - length);
        random.NextBytes(bytes.AsSpan(at, length));
    }

    private static List<VerifiedRecord> Find(SegmentFile segment, long length, int threads) =>
        [.. new VerifiedRecords(new HmacRecordSeal(TestStore.Key), threads).Of(segment, length).SelectMany(part => part.Records)];
}
