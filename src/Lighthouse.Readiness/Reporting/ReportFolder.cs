using System.Text.Json;

namespace Lighthouse.Readiness.Reporting;

/// <summary>The folder of the reports. A file appears whole or not at all.</summary>
/// <param name="path">The folder; made when it is missing.</param>
/// <param name="create">Opens a new file for writing.</param>
internal sealed class ReportFolder(string path, Func<string, Stream> create)
{
    private const string Unfinished = ".tmp";
    private const long LargestFailureFile = 1 << 20;

    public ReportFolder(string path)
        : this(path, CreateNew)
    {
    }

    /// <summary>Writes a file beside its name and moves it there.</summary>
    /// <returns>The file's path.</returns>
    /// <exception cref="ReportException">It could not be written.</exception>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var target = System.IO.Path.Combine(path, name);
        var beside = target + Unfinished;
        try
        {
            Directory.CreateDirectory(path);
            File.Delete(beside);
            using (var stream = create(beside))
                stream.Write(content);
            File.Move(beside, target, overwrite: true);
            return target;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Abandon(beside);
            throw Refused(target, cause);
        }
    }

    /// <summary>Removes a file and what a process that was killed had begun of it; one that is not there is no error.</summary>
    /// <exception cref="ReportException">It could not be removed.</exception>
    public void Remove(string name)
    {
        var target = System.IO.Path.Combine(path, name);
        try
        {
            foreach (var file in new[] { target, target + Unfinished }.Where(File.Exists))
                File.Delete(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Refused(target, cause);
        }
    }

    /// <summary>Whether a JSON report is there and says that it belongs to this run.</summary>
    public bool BelongsTo(string name, string runId)
    {
        try
        {
            var file = new FileInfo(System.IO.Path.Combine(path, name));
            if (!file.Exists || file.Length > LargestFailureFile)
                return false;
            using var document = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("run_id", out var said)
                && said.ValueKind == JsonValueKind.String && said.GetString() == runId;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    // WriteThrough, because on Linux a failing fsync of Flush(true) goes unnoticed.
    private static FileStream CreateNew(string file) =>
        new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.WriteThrough);

    private static void Abandon(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The first failure is the one to report.
        }
    }

    private static ReportException Refused(string target, Exception cause) => IsDiskFull(cause)
        ? new ReportException(ReportException.DiskFull, target, "the disk is full. Free space or choose another folder with --artifacts, then run again.", cause)
        : new ReportException(ReportException.NotWritable, target, $"it cannot be written: {cause.Message} Check the folder and its rights or choose another with --artifacts.", cause);

    // ENOSPC and EDQUOT on Unix; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static bool IsDiskFull(Exception cause) => cause is IOException && (cause.HResult & 0xFFFF) is 0x1C or 0x7A or 0x70 or 0x27;
}
