using System.Runtime.CompilerServices;
using System.Text;

namespace Lighthouse.Testing;

/// <summary>
/// Compares text with a file that a person has looked at: <c>Type.Method.verified.txt</c> beside the test. A difference, or a missing file,
/// fails and leaves <c>Type.Method.received.txt</c>; to accept it, look at it and rename it. Nothing is ever accepted by itself.
/// </summary>
public static class Snapshot
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Compares.</summary>
    /// <param name="actual">The text; line ends are folded to line feeds.</param>
    /// <param name="scrubbers">Applied in order to the text: what differs in every run must not differ here. See <see cref="Scrub"/>.</param>
    /// <param name="name">Tells several snapshots of one test apart: <c>Type.Method.name.verified.txt</c>.</param>
    /// <param name="file">The test's source file, whose name is the type's.</param>
    /// <param name="method">The test's method.</param>
    /// <exception cref="SnapshotException">The text differs, or no verified file exists.</exception>
    public static void Verify(
        string actual, IReadOnlyList<Func<string, string>>? scrubbers = null, string? name = null,
        [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var folder = Path.GetDirectoryName(file)!;
        var stem = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{method}{(name is null ? "" : $".{name}")}");
        var (verified, received) = ($"{stem}.verified.txt", $"{stem}.received.txt");
        var text = (scrubbers ?? []).Aggregate(actual.ReplaceLineEndings("\n"), (scrubbed, scrub) => scrub(scrubbed));

        if (!File.Exists(verified))
        {
            File.WriteAllText(received, text, Utf8);
            throw new SnapshotException($"There is no '{verified}'. Look at '{received}' and, when it is right, rename it.");
        }

        var expected = File.ReadAllText(verified, Utf8).ReplaceLineEndings("\n");
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text, Utf8);
        throw new SnapshotException($"'{received}' differs from '{verified}' (- verified, + received):\n{Difference.Between(expected, text)}");
    }
}

/// <summary>A snapshot differs or is missing.</summary>
public sealed class SnapshotException(string message) : Exception(message);
