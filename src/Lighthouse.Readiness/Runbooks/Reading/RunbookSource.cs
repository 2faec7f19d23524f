using System.Text;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Takes the bytes of a runbook or another file of this kind: bounded, readable, text.</summary>
internal static class RunbookSource
{
    /// <summary>The largest file that is read, in bytes.</summary>
    internal const int Largest = 1_000_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, at most one byte more than is allowed.</summary>
    internal static ReadOnlyMemory<byte> ReadFile(string path, string document = "runbook")
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Largest + 1];
            return bytes.AsMemory(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new Mistakes(path, document).Fatal(RunbookCodes.Unreadable, Start(path), $"the {document} is missing; give the path of an existing file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Mistakes(path, document).Fatal(RunbookCodes.Unreadable, Start(path), $"the {document} cannot be read: {exception.Message} Give the path of a readable file.");
        }
    }

    /// <summary>Turns the bytes into text; a byte order mark is left out.</summary>
    internal static string Decode(ReadOnlySpan<byte> utf8, Mistakes mistakes, string path)
    {
        if (utf8.Length > Largest)
            throw mistakes.Fatal(RunbookCodes.TooLarge, Start(path), $"the {mistakes.Document} has more than {Largest:N0} bytes; that many are allowed.");
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        try
        {
            var text = Strict.GetString(utf8);
            RefuseControls(text, mistakes, path);
            RefuseTabs(text, mistakes, path);
            return text;
        }
        catch (DecoderFallbackException exception)
        {
            var before = Encoding.UTF8.GetString(utf8[..Math.Clamp(exception.Index, 0, utf8.Length)]);
            throw mistakes.Fatal(RunbookCodes.Encoding, Place(path, before), "this byte is not UTF-8; save the file as UTF-8.");
        }
    }

    // A YAML parser may take a NUL for the end and so lose every gate behind it.
    private static void RefuseControls(string text, Mistakes mistakes, string path)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r'))
                throw mistakes.Fatal(RunbookCodes.Encoding, Place(path, text[..i]), $"the control character U+{(int)text[i]:X4} is not allowed; remove it.");
        }
    }

    // The parser would report the line before.
    private static void RefuseTabs(string text, Mistakes mistakes, string path)
    {
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsSpan(range);
            if (line[..^line.TrimStart(" \t").Length].IndexOf('\t') is var tab and >= 0)
                throw mistakes.Fatal(RunbookCodes.Syntax, new SourceLocation(path, number, tab + 1), "a tab indents this line; indent with spaces.");
        }
    }

    private static SourceLocation Start(string path) => new(path, 1, 1);

    private static SourceLocation Place(string path, string before) =>
        new(path, 1 + before.Count(letter => letter == '\n'), before.Length - before.LastIndexOf('\n'));
}
