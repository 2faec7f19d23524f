using System.Globalization;
using System.Runtime.InteropServices;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Exhaustion;

/// <summary>A limit of a running process (<c>prlimit</c>), a little above what it has now. It ends with the process, so that nothing of it is left behind.</summary>
/// <param name="resource">What is limited.</param>
/// <param name="headroom">How much more than now it may have: bytes, or files.</param>
public sealed class ProcessLimit(LimitedResource resource, long headroom) : ResourceLimit
{
    private Limits _before;
    private Limits _set;
    private bool _isSet;

    /// <inheritdoc/>
    public override string Name => resource == LimitedResource.Data ? "data-limit" : "open-files-limit";

    internal override void Prepare(ProcessIdentity process)
    {
        if (RuntimeInformation.OSArchitecture is not (Architecture.X64 or Architecture.Arm64))
            throw new ChaosException("LHC5131: limits of a process are set on 64-bit machines alone.");
        if (headroom is < 0 or > 1L << 40)
            throw new ChaosException($"LHC5132: a headroom of {headroom} is not allowed; 0 to 1 TB or as many files are.");
        if (Exchange(process.Id, (int)resource, 0, ref _before) != 0)
            throw new ChaosException($"LHC5133: the limits of process {process.Id} cannot be read: error {Marshal.GetLastPInvokeError()}.");
        _set = _before with { Soft = Math.Min((ulong)(Used(process) + headroom), _before.Hard) };
    }

    internal override void Set(ProcessIdentity process)
    {
        if (!process.IsRunning())
            throw new ChaosException($"LHC5134: process {process.Id} does not run, or is not the one that this run started; nothing was limited.");
        if (Change(process.Id, (int)resource, ref _set, 0) != 0)
            throw new ChaosException($"LHC5135: process {process.Id} could not be limited: error {Marshal.GetLastPInvokeError()}.");
        _isSet = true;
    }

    internal override void Lift(ProcessIdentity process)
    {
        if (_isSet && process.IsRunning() && Change(process.Id, (int)resource, ref _before, 0) != 0)
            throw new ChaosException($"LHC5136: the limit of process {process.Id} could not be lifted: error {Marshal.GetLastPInvokeError()}.");
        _isSet = false;
    }

    internal override EffectProof Seen(ProcessIdentity process, bool hasEnded)
    {
        if (hasEnded)
            return EffectProof.Proven(string.Create(CultureInfo.InvariantCulture, $"it was allowed {_set.Soft:#,##0} ({resource})"));
        var line = LineOf(process);
        var isThere = line is not null && line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(_set.Soft.ToString(CultureInfo.InvariantCulture));
        return new EffectProof(isThere, $"/proc says: {line?.TrimEnd() ?? "nothing"}");
    }

    private long Used(ProcessIdentity process)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}");
        if (resource == LimitedResource.OpenFiles)
        {
            // The limit is one of numbers, not of how many there are: a high one that is open is beyond a low limit already.
            return Directory.GetFiles(Path.Combine(folder, "fd")).Select(file => long.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1;
        }

        const string field = "VmData:";
        var line = File.ReadLines(Path.Combine(folder, "status")).First(text => text.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    private string? LineOf(ProcessIdentity process)
    {
        var name = resource == LimitedResource.Data ? "Max data size" : "Max open files";
        try
        {
            return File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/limits")).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static extern int Exchange(int id, int resource, nint none, ref Limits current);

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static extern int Change(int id, int resource, ref Limits wanted, nint none);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limits(ulong Soft, ulong Hard);
}
