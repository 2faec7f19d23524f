using System.Runtime.InteropServices;
using Lighthouse.Bridge.FileView.Fuse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Tests.FileView.Fuse;

/// <summary>Whatever bytes come from the device, the answer is a well-formed one or none.</summary>
public sealed class FuseDispatcherTests
{
    private const int HeaderSize = 40;
    private readonly EmptyFileSystem _files = new();
    private readonly RunningRequests _running = new(2);
    private readonly byte[] _answer = new byte[FuseDispatcher.BufferSize];

    private FuseDispatcher Dispatcher => new(_files, _running, NullLogger.Instance);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Random_requests_get_well_formed_answers(int seed)
    {
        var random = new Random(seed);
        var opcodes = Enum.GetValues<FuseOpcode>();
        var answered = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var bytes = new byte[random.Next(4) == 0 ? random.Next(HeaderSize) : HeaderSize + random.Next(160)];
            random.NextBytes(bytes);
            if (bytes.Length >= HeaderSize)
            {
                var length = random.Next(20) == 0 ? random.Next() : bytes.Length;
                BitConverter.TryWriteBytes(bytes, length);
                BitConverter.TryWriteBytes(bytes.AsSpan(4), random.Next(10) == 0 ? random.Next() : (int)opcodes[random.Next(opcodes.Length)]);
                // Names that end, small sizes: beyond the first check too.
                if (random.Next(2) == 0) bytes[^1] = 0;
                if (random.Next(2) == 0 && bytes.Length >= HeaderSize + 24) bytes.AsSpan(HeaderSize + 16, 8).Fill((byte)random.Next(2));
            }

            if (Answer(bytes) is not { } answer) continue;
            answered++;
            Assert.True(answer.Length >= 16, $"seed {seed}, request {i}");
            Assert.Equal(answer.Length, BitConverter.ToInt32(answer));
            Assert.InRange(BitConverter.ToInt32(answer, 4), -200, 0);
            Assert.Equal(BitConverter.ToUInt64(bytes, 8), BitConverter.ToUInt64(answer, 8));
            if (BitConverter.ToInt32(answer, 4) != 0) Assert.Equal(16, answer.Length);
        }

        Assert.True(answered > 10_000, $"{answered} were answered");
    }

    [Theory]
    [InlineData("", Errno.EINVAL)]
    [InlineData(".", Errno.EINVAL)]
    [InlineData("..", Errno.EINVAL)]
    [InlineData("a/b", Errno.EINVAL)]
    [InlineData("name", Errno.ENOENT)]
    public void Names_that_are_none_are_refused_before_they_are_looked_up(string name, Errno expected)
    {
        Assert.Equal(expected, ErrorOf(Request(FuseOpcode.Lookup, [.. System.Text.Encoding.UTF8.GetBytes(name), 0])));
        Assert.Equal(expected == Errno.ENOENT ? 1 : 0, _files.Lookups);
    }

    [Fact]
    public void A_name_of_256_bytes_is_too_long_and_one_without_an_end_is_none()
    {
        Assert.Equal(Errno.ENAMETOOLONG, ErrorOf(Request(FuseOpcode.Lookup, [.. Enumerable.Repeat((byte)'x', 256), 0])));
        Assert.Equal(Errno.EINVAL, ErrorOf(Request(FuseOpcode.Lookup, [.. "endless"u8])));
    }

    [Fact]
    public void A_write_whose_size_is_not_that_of_its_data_is_refused()
    {
        var body = new byte[40 + 8];
        MemoryMarshal.Write(body, new TransferIn(1, 0, 9, 0, 0, 0, 0));
        Assert.Equal(Errno.EINVAL, ErrorOf(Request(FuseOpcode.Write, body)));
        MemoryMarshal.Write(body, new TransferIn(1, ulong.MaxValue - 3, 8, 0, 0, 0, 0));
        Assert.Equal(Errno.EFBIG, ErrorOf(Request(FuseOpcode.Write, body)));
    }

    [Fact]
    public void An_exception_is_an_input_output_error()
    {
        _files.Throws = true;
        Assert.Equal(Errno.EIO, ErrorOf(Request(FuseOpcode.Lookup, [.. "x"u8, 0])));
        Assert.Null(Answer(Request(FuseOpcode.Forget, new byte[8])));
    }

    [Fact]
    public void A_running_request_is_interrupted_and_another_one_asked_for_again()
    {
        var interrupt = new FuseInterrupt();
        _running.Begin(1, 77, interrupt);
        Assert.Equal(Errno.EAGAIN, ErrorOf(Request(FuseOpcode.Interrupt, BitConverter.GetBytes(78UL))));
        Assert.False(interrupt.IsRequested);
        Assert.Null(Answer(Request(FuseOpcode.Interrupt, BitConverter.GetBytes(77UL))));
        Assert.True(interrupt.IsRequested);
    }

    [Fact]
    public void An_older_kernel_is_refused_and_a_newer_one_agreed_with()
    {
        Assert.Equal(Errno.ENOTSUP, ErrorOf(Request(FuseOpcode.Init, Bytes(new InitIn(7, 12, 0, 0)))));
        var answer = Answer(Request(FuseOpcode.Init, Bytes(new InitIn(7, 45, 65_536, uint.MaxValue))))!;
        Assert.Equal(16 + 64, answer.Length);
        Assert.Equal((7u, 31u), (BitConverter.ToUInt32(answer, 16), BitConverter.ToUInt32(answer, 20)));
    }

    private static byte[] Bytes<T>(T value) where T : unmanaged
    {
        var bytes = new byte[System.Runtime.CompilerServices.Unsafe.SizeOf<T>()];
        MemoryMarshal.Write(bytes, in value);
        return bytes;
    }

    private static byte[] Request(FuseOpcode opcode, byte[] body) =>
        [.. Bytes(new InHeader((uint)(HeaderSize + body.Length), (uint)opcode, 5, 1, 0, 0, 0, 0)), .. body];

    private Errno ErrorOf(byte[] request) => (Errno)(-BitConverter.ToInt32(Answer(request)!, 4));

    private byte[]? Answer(byte[] request)
    {
        var length = Dispatcher.Answer(request, _answer, new FuseInterrupt());
        return length == 0 ? null : _answer[..length];
    }
}
