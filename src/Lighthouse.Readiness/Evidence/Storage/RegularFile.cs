using Lighthouse.Readiness.Evidence.Lines;

namespace Lighthouse.Readiness.Evidence.Storage;

/// <summary>Looks at a path before it is opened: opening a pipe would wait for ever, and a link could lead anywhere.</summary>
internal static class RegularFile
{
    /// <summary>Why the path is no log that could be read, or null.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static EvidenceFault? Problem(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return Fault(EvidenceCodes.NotAFile, path, "is a symbolic link; a log is a regular file");
        if (Directory.Exists(path))
            return Fault(EvidenceCodes.NotAFile, path, "is a folder; a log is a regular file");
        if (!file.Exists)
            return Fault(EvidenceCodes.Missing, path, "does not exist. Run the day first");

        // Pipes, sockets and devices all have the length 0: they are told from a log without being opened.
        return file.Length switch
        {
            0 => Fault(EvidenceCodes.Empty, path, "holds no record, or is no regular file"),
            > EvidenceLimits.FileBytes => Fault(EvidenceCodes.TooLarge, path, $"has {file.Length:#,##0} bytes; at most {EvidenceLimits.FileBytes:#,##0} are allowed"),
            _ => null,
        };
    }

    private static EvidenceFault Fault(string code, string path, string problem) => new(code, 0, $"evidence log '{path}' {problem}.");
}
