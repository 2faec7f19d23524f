using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events;

/// <summary>Keeps every other process away from the folder for as long as it is held.</summary>
internal sealed class StoreLock : IDisposable
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);
    private readonly SafeFileHandle _file;

    private StoreLock(SafeFileHandle file) => _file = file;

    public static StoreLock Take(string directory)
    {
        var path = Path.Combine(directory, "events.lock");
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // On Unix an environment variable switches the locks of .NET off, so the lock that counts is taken here.
            if (!OperatingSystem.IsWindows() && !Posix.TryLock(file))
                throw Refusal(path, null);
            var owner = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, owner, 0);
            return new StoreLock(file);
        }
        catch (IOException e) when (file is null && e.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
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
        $"LHB6120: event store '{Path.GetDirectoryName(path)}' is open in process {Owner(path)}; one process at a time is allowed. " +
        "Stop that process or choose another data directory.",
        inner);

    private static string Owner(string path)
    {
        try
        {
            // On Unix .NET would ask for a lock to read as well.
            using var file = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
                : Posix.OpenReadOnly(path);
            Span<byte> text = stackalloc byte[16];
            var pid = Encoding.ASCII.GetString(text[..RandomAccess.Read(file, text, 0)]);
            return int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id.ToString(CultureInfo.InvariantCulture) : "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
