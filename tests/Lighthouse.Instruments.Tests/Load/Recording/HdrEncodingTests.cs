using System.Buffers.Binary;
using System.IO.Compression;
using Lighthouse.Load.Recording;

namespace Lighthouse.Instruments.Tests.Load.Recording;

public sealed class HdrEncodingTests
{
    // Written by another implementation (hdr-histogram-js 3.0.1): 1 to 36,000,000,000 with three digits, the values that stand in the test.
    private const string Elsewhere = "HISTFAAAADR4nJNpmSzMwMAAwowMDAzMDBAAYnMkHslggPGFWdY6M/32Yvorz3RY5QL/1bOMTAC+9gnO";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20).Select(_ => Random.Shared.Next())];

    [Fact]
    public void What_another_implementation_wrote_is_read()
    {
        var expected = new LatencyHistogram();
        foreach (var value in (long[])[10, 10, 10_000, 250_000, 999_999, 36_000_000_000, .. Enumerable.Repeat(5_000_000L, 1000)])
            expected.Add(TimeSpan.FromTicks(value));

        Assert.Equal(expected.Buckets, LatencyHistogram.Decode(Elsewhere).Buckets);
    }

    [Fact]
    public void What_is_written_holds_the_same_bytes_as_what_another_implementation_writes()
    {
        byte[] theirs = Plain(Elsewhere), ours = Plain(LatencyHistogram.Decode(Elsewhere).Encode());

        // That implementation writes two fields that it never reads otherwise than the format says: the shift (0) and the ratio (1.0).
        Assert.Equal(theirs[..8], ours[..8]);
        Assert.Equal(theirs[12..32], ours[12..32]);
        Assert.Equal(theirs[40..], ours[40..]);
        Assert.Equal(0, BinaryPrimitives.ReadInt32BigEndian(ours.AsSpan(8)));
        Assert.Equal(1.0, BinaryPrimitives.ReadDoubleBigEndian(ours.AsSpan(32)));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void What_was_written_is_read_back_bucket_for_bucket(int seed)
    {
        var histogram = Drawn(new Random(seed));
        var read = LatencyHistogram.Decode(histogram.Encode());
        Assert.Equal(histogram.Buckets, read.Buckets);
        Assert.Equal(histogram.Count, read.Count);
        Assert.InRange(read.Maximum.Ticks, histogram.Maximum.Ticks, histogram.Maximum.Ticks * 1.001 + 1);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Merging_what_was_written_is_merging_what_was_recorded(int seed)
    {
        var random = new Random(seed);
        LatencyHistogram one = Drawn(random), other = Drawn(random), read = LatencyHistogram.Decode(one.Encode());
        read.Merge(LatencyHistogram.Decode(other.Encode()));
        one.Merge(other);
        Assert.Equal(one.Buckets, read.Buckets);
    }

    [Fact]
    public void An_empty_histogram_stays_empty()
    {
        var read = LatencyHistogram.Decode(new LatencyHistogram().Encode());
        Assert.Equal((0, 0), (read.Count, read.Buckets.Count));
    }

    [Fact]
    public void Values_count_in_the_unit_that_is_given()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromTicks(1000));
        var text = histogram.Encode();
        Assert.Equal(TimeSpan.FromMicroseconds(1), LatencyHistogram.Decode(text, HdrUnit.Nanoseconds).Maximum);
        Assert.Equal(TimeSpan.FromMilliseconds(1), LatencyHistogram.Decode(text, HdrUnit.Microseconds).Maximum);
        Assert.Equal(TimeSpan.FromSeconds(1), LatencyHistogram.Decode(text, HdrUnit.Milliseconds).Maximum);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Damaged_text_is_refused_or_read_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var bytes = Convert.FromBase64String(Drawn(random).Encode());
        for (var round = 0; round < 200; round++)
        {
            var damaged = bytes.ToArray();
            for (var flips = 1 + random.Next(4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            ReadOrRefused(damaged[..random.Next(damaged.Length + 1)]);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Damaged_content_behind_a_sound_compression_is_refused_or_read(int seed)
    {
        var random = new Random(seed);
        var plain = Plain(Drawn(random).Encode());
        for (var round = 0; round < 200; round++)
        {
            var damaged = plain.ToArray();
            for (var flips = 1 + random.Next(4); flips > 0; flips--)
                damaged[random.Next(random.Next(2) == 0 ? 40 : damaged.Length)] = (byte)random.Next(256);
            ReadOrRefused(Compressed(damaged));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("HISTFAAAAA==")]
    [InlineData("HISTFAAAAAA=")]
    public void What_is_no_histogram_is_refused(string text) => Assert.Throws<FormatException>(() => LatencyHistogram.Decode(text));

    [Fact]
    public void A_small_text_cannot_unpack_to_a_large_one() =>
        Assert.Contains("16 MB", Assert.Throws<FormatException>(() => LatencyHistogram.Decode(Convert.ToBase64String(Compressed(new byte[17 << 20])))).Message);

    [Fact]
    public void A_log_is_read_back()
    {
        var histogram = Drawn(new Random(7));
        var log = new StringWriter();
        HdrLog.Write(
            log,
            [new(null, TimeSpan.Zero, TimeSpan.FromSeconds(1), histogram), new("asks", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2), new LatencyHistogram())],
            DateTimeOffset.UnixEpoch);

        var read = HdrLog.Read(new StringReader(log.ToString()));
        Assert.Equal([(null, 0.0, 1.0), ("asks", 1.5, 2.0)], read.Select(line => (line.Tag, line.Start.TotalSeconds, line.Length.TotalSeconds)));
        Assert.Equal(histogram.Buckets, read[0].Histogram.Buckets);
    }

    [Theory]
    [InlineData("1.0,2.0,3.0")]
    [InlineData("x,2.0,3.0,HISTFAAA")]
    [InlineData("-1,2.0,3.0,HISTFAAA")]
    public void A_line_that_is_no_interval_is_named(string line) =>
        Assert.Contains("line 2", Assert.Throws<FormatException>(() => HdrLog.Read(new StringReader("#comment\n" + line))).Message);

    [Theory]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_tag_cannot_break_the_log(string tag) => Assert.Throws<ArgumentException>(
        () => HdrLog.Write(new StringWriter(), [new(tag, TimeSpan.Zero, TimeSpan.Zero, new LatencyHistogram())], DateTimeOffset.UnixEpoch));

    private static LatencyHistogram Drawn(Random random)
    {
        var histogram = new LatencyHistogram();
        for (var count = random.Next(2000); count >= 0; count--)
            histogram.Add(TimeSpan.FromTicks((long)Math.Exp(random.NextDouble() * Math.Log(LatencyHistogram.Highest.Ticks))));
        return histogram;
    }

    private static void ReadOrRefused(byte[] bytes)
    {
        try
        {
            var read = LatencyHistogram.Decode(Convert.ToBase64String(bytes));
            Assert.Equal(read.Count, read.Buckets.Sum(bucket => bucket.Count));
        }
        catch (FormatException refused)
        {
            Assert.StartsWith("LHL34", refused.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Plain(string text)
    {
        using var zlib = new ZLibStream(new MemoryStream(Convert.FromBase64String(text)[8..]), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Compressed(byte[] plain)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[8]);
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(plain);
        var bytes = stream.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, 0x1c849314);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }
}
