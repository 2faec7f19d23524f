using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events;

/// <summary>Keeps every other process away from the folder for as long as it is held.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private StoreLock(SafeFileHandle file) => _file = file;

    public static StoreLock Take(string directory)
    {
        var path = Path.Combine(directory, "events.lock");
        SafeFileHandle? file = null;
        try
        {
            // On Unix the share mode can be switched off by an environment variable, so the lock itself is taken by flock below.
            var share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.ReadWrite;
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
            if (!OperatingSystem.IsWindows() && !Posix.TryLock(file))
                throw Refusal(path, null);
            var owner = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, owner, 0);
            return new StoreLock(file);
        }
        catch (IOException e) when (OperatingSystem.IsWindows() && file is null)
        {
            throw Refusal(path, e);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static EventStoreException Refusal(string path, Exception? inner) => new(
        EventStoreError.Locked,
        $"LH6120: event store '{Path.GetDirectoryName(path)}' is open in process {Owner(path)}; one process at a time is allowed. " +
        "Stop that process or choose another data directory.",
        inner);

    private static string Owner(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> text = stackalloc byte[16];
            var pid = Encoding.ASCII.GetString(text[..file.Read(text)]);
            return int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id.ToString(CultureInfo.InvariantCulture) : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
