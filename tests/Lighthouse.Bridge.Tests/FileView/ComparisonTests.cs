using System.Globalization;
using Microsoft.Win32.SafeHandles;
using static Lighthouse.Bridge.Tests.FileView.PosixCalls;

namespace Lighthouse.Bridge.Tests.FileView;

/// <summary>Random operations on the view and on a plain folder of the same disk give the same results and the same errors.</summary>
public sealed class ComparisonTests
{
    private const int Operations = 2_000;
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly int[] Flags =
        [0, WriteOnly, ReadWrite, ReadWrite | Create, ReadWrite | Create | Exclusive, ReadWrite | Create | Truncate, WriteOnly | Append | Create, ReadWrite | Truncate];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_view_behaves_as_a_plain_folder_does(int seed)
    {
        await using var bridge = await MountedBridge.StartAsync();
        var random = new Random(seed);
        using var view = new Side(bridge.SeenCurrent);
        using var plain = new Side(bridge.Beside);
        var successes = 0;

        for (var step = 1; step <= Operations; step++)
        {
            var operation = Draw(random);
            var (expected, found) = (operation.Run(plain), operation.Run(view));
            Assert.True(expected == found, $"seed {seed}, step {step}: {operation.Text} gave {found} instead of {expected}");
            if (expected.StartsWith('0') || expected.StartsWith("(0,", StringComparison.Ordinal)) successes++;
        }

        Assert.Equal(Tree(bridge.Beside), Tree(bridge.SeenCurrent));
        Assert.Equal(Tree(bridge.Beside), Tree(bridge.Project));
        // Successes and errors are both compared.
        Assert.InRange(successes, Operations / 10, Operations * 9 / 10);
    }

    private static Operation Draw(Random random)
    {
        var (path, other) = (DrawPath(random), DrawPath(random));
        var handle = random.Next(6);
        var mode = (uint)random.Next(0x200) | 0x180;
        var (size, offset) = (random.Next(9_000), random.Next(12_000));
        var flags = Flags[random.Next(Flags.Length)];
        var data = new byte[size];
        random.NextBytes(data);
        return random.Next(15) switch
        {
            0 or 1 or 2 => new($"open {handle} {path} {flags:x}", side => side.Open(handle, path, flags, mode)),
            3 or 4 => new($"write {handle} {size} at {offset}", side => side.With(handle, file => $"{Write(file, data, offset)}")),
            5 => new($"write on {handle} {size}", side => side.With(handle, file => $"{Write(file, data, null)}")),
            6 => new($"read {handle} {size} at {offset}", side => side.With(handle, file => Show(Read(file, size, offset)))),
            7 => new($"resize {handle} to {offset}", side => side.With(handle, file => $"{Resize(file, offset)}")),
            8 => new($"resize {path} to {offset}", side => $"{Resize(side.At(path), offset)}"),
            9 => new($"rename {path} {other}", side => $"{Rename(side.At(path), side.At(other), (uint)(handle % 3))}"),
            10 => new($"unlink {path}", side => $"{Unlink(side.At(path))}"),
            11 => new($"mkdir {path}", side => $"{Make(side.At(path), mode)}"),
            12 => new($"rmdir {path}", side => $"{RemoveDirectory(side.At(path))}"),
            13 => new($"chmod {path} {mode:x}", side => $"{ChangeMode(side.At(path), mode)}"),
            _ => new($"stat {path}", side => $"{Stat(side.At(path))}"),
        };
    }

    private static string DrawPath(Random random) =>
        string.Join('/', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Names[random.Next(Names.Length)]));

    private static string Show((int Error, byte[] Data) read) =>
        string.Create(CultureInfo.InvariantCulture, $"{read.Error} {read.Data.Length} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(read.Data))}");

    private static List<string> Tree(string root) =>
        [.. Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Select(path => path[root.Length..]).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Stat(root + path)} {(Directory.Exists(root + path) ? "" : Convert.ToHexString(File.ReadAllBytes(root + path)))}")];

    private sealed record Operation(string Text, Func<Side, string> Run);

    /// <summary>One of the two folders, with the files open in it.</summary>
    private sealed class Side(string root) : IDisposable
    {
        private readonly SafeFileHandle?[] _open = new SafeFileHandle?[6];

        public string At(string path) => $"{root}/{path}";

        public string Open(int handle, string path, int flags, uint mode)
        {
            _open[handle]?.Dispose();
            (var error, _open[handle]) = PosixCalls.Open(At(path), flags, mode);
            return $"{error}";
        }

        public string With(int handle, Func<SafeFileHandle, string> call) => _open[handle] is { } file ? call(file) : "closed";

        public void Dispose()
        {
            foreach (var file in _open) file?.Dispose();
        }
    }
}
