using System.IO.Pipelines;
using System.Text;
using Lighthouse.Bridge.Push.Frames;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class FrameReaderTests
{
    private const int Most = 5_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Messages_come_out_as_they_went_in_however_they_are_cut(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var expected = new List<(Opcode Kind, string Text)>();
            using var bytes = new MemoryStream();
            for (var i = random.Next(1, 6); i > 0; i--) Write(random, bytes, expected);
            var pipe = new Pipe();
            var feeding = FeedAsync(random, pipe.Writer, bytes.ToArray());
            var reader = new FrameReader(pipe.Reader, Most);
            var read = new List<(Opcode, string)>();
            while (await reader.ReadAsync(CancellationToken.None) is { } message) read.Add((message.Kind, Encoding.UTF8.GetString(message.Payload)));
            await feeding;
            Assert.True(expected.SequenceEqual(read), $"seed {seed}, round {round}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_bytes_come_it_reads_ends_or_says_why_not(int seed)
    {
        var random = new Random(seed);
        var (messages, refusals) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            // Mostly proper first bytes, or nothing would get beyond them.
            if (bytes.Length > 1 && random.Next(4) > 0) (bytes[0], bytes[1]) = ((byte)(bytes[0] & 0x8F), (byte)(0x80 | (bytes[1] & 0x1F)));
            var reader = new FrameReader(PipeReader.Create(new MemoryStream(bytes)), Most);
            try
            {
                while (await reader.ReadAsync(CancellationToken.None) is not null) messages++;
            }
            catch (FrameException)
            {
                refusals++;
            }
        }

        Assert.True(messages > 100 && refusals > 100, $"{messages} messages, {refusals} refusals");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void A_frame_says_its_length_in_the_shortest_form(int length)
    {
        var frame = Frame.Text(new byte[length]);
        var head = length <= 125 ? 2 : length <= 65_535 ? 4 : 10;
        Assert.Equal(head + length, frame.Length);
        var said = head switch { 2 => frame[1], 4 => (frame[2] << 8) | frame[3], _ => (frame[7] << 16) | (frame[8] << 8) | frame[9] };
        Assert.Equal(length, said);
    }

    private static void Write(Random random, Stream bytes, List<(Opcode, string)> expected)
    {
        var text = new string([.. Enumerable.Range(0, random.Next(2_000)).Select(_ => (char)random.Next('a', 'z'))]) + "\u00e9\U0001F600";
        var payload = Encoding.UTF8.GetBytes(text);
        var parts = random.Next(1, 4);
        var cuts = Enumerable.Range(0, parts - 1).Select(_ => random.Next(payload.Length)).Append(0).Append(payload.Length).Order().ToList();
        for (var part = 0; part < parts; part++)
        {
            if (random.Next(3) == 0)
            {
                expected.Add((Opcode.Ping, "p"));
                Frames(bytes, 0x89, "p"u8.ToArray(), random);
            }

            var opcode = (part == 0 ? 1 : 0) | (part == parts - 1 ? 0x80 : 0);
            Frames(bytes, opcode, payload[cuts[part]..cuts[part + 1]], random);
        }

        expected.Add((Opcode.Text, text));
    }

    private static void Frames(Stream bytes, int first, byte[] payload, Random random)
    {
        var mask = new byte[4];
        random.NextBytes(mask);
        bytes.WriteByte((byte)first);
        if (payload.Length < 126) bytes.WriteByte((byte)(0x80 | payload.Length));
        else bytes.Write([0xFE, (byte)(payload.Length >> 8), (byte)payload.Length]);
        bytes.Write(mask);
        for (var i = 0; i < payload.Length; i++) bytes.WriteByte((byte)(payload[i] ^ mask[i % 4]));
    }

    private static async Task FeedAsync(Random random, PipeWriter writer, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var next = Math.Min(bytes.Length, at + random.Next(1, 700));
            await writer.WriteAsync(bytes.AsMemory(at..next));
            at = next;
            await Task.Yield();
        }

        await writer.CompleteAsync();
    }
}
