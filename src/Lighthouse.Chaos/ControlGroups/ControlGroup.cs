using System.Globalization;
using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.ControlGroups;

/// <summary>A control group of a fault's own (cgroup, of either version). A process of this run's is moved into it and back.</summary>
internal sealed class ControlGroup
{
    private const string Root = "/sys/fs/cgroup";
    private const string Prefix = "lighthouse-chaos-";
    private const string Members = "cgroup.procs";
    private const int RemovalAttempts = 100;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private ControlGroup(string path, string origin) => (Path, Origin) = (path, origin);

    /// <summary>Its folder.</summary>
    public string Path { get; }

    /// <summary>The folder of the group that the process was in before.</summary>
    public string Origin { get; }

    /// <summary>Whether it is of the second version, whose files have other names.</summary>
    public bool IsUnified => IsOfUnified(Origin);

    /// <summary>Where a group with a controller would be made for a process; why there can be none where there can not.</summary>
    public static (ControlGroup? Group, string? Missing) For(string controller, int processId)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return (null, "a control group takes root on Linux");
        var name = Prefix + Guid.NewGuid().ToString("N")[..12];
        foreach (var line in File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cgroup")))
        {
            if (line.Split(':', 3) is not [_, var controllers, var own])
                continue;
            var origin = (controllers.Length == 0 ? Root + own : $"{Root}/{controllers}{own}").TrimEnd('/');
            // The first version takes a child anywhere; the second only below a group that hands the controller on, such as the root.
            if (controllers.Split(',').Contains(controller) && Directory.Exists(origin))
                return (new ControlGroup(System.IO.Path.Combine(origin, name), origin), null);
            if (controllers.Length == 0 && HandsOn(controller))
                return (new ControlGroup(System.IO.Path.Combine(Root, name), origin), null);
        }

        return (null, $"there is no control group with '{controller}' that may be written");
    }

    /// <summary>The group of an entry; null when it is none that a fault made.</summary>
    public static ControlGroup? Known(string path, string origin) =>
        IsInside(path) && (origin == Root || IsInside(origin)) && System.IO.Path.GetFileName(path).StartsWith(Prefix, StringComparison.Ordinal) ? new ControlGroup(path, origin) : null;

    /// <summary>Makes it, written down before.</summary>
    public void Make(ControlGroupJournal journal)
    {
        journal.Write(this);
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            journal.Strike(this);
            throw new ChaosException($"LHC4701: the control group '{Path}' could not be made: {problem.Message}", problem);
        }
    }

    /// <summary>Moves a process into it.</summary>
    /// <exception cref="ChaosException">It is gone, or the kernel refuses.</exception>
    public void Take(ProcessIdentity process)
    {
        if (!process.IsRunning())
            throw new ChaosException($"LHC4702: process {process.Id} does not run, or is not the one that this run started; it was not moved.");
        Write(Members, process.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes one of its files.</summary>
    public void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(System.IO.Path.Combine(Path, file), text);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ChaosException($"LHC4703: '{file}' of the control group could not be set to {text}: {problem.Message}", problem);
        }
    }

    /// <summary>A counter of one of its files with a line <c>name value</c> for each; null when there is none.</summary>
    public long? Counter(string file, string name)
    {
        try
        {
            return File.ReadAllLines(System.IO.Path.Combine(Path, file)).Select(line => line.Split(' '))
                .Where(words => words is [var first, _] && first == name).Select(words => (long?)long.Parse(words[1], CultureInfo.InvariantCulture)).FirstOrDefault();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Moves its processes back to where they were and removes it; tells whether it was there.</summary>
    /// <exception cref="ChaosException">It cannot be removed.</exception>
    public bool Remove()
    {
        if (!Directory.Exists(Path))
            return false;
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            MoveBack();
            try
            {
                Directory.Delete(Path);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException && attempt < RemovalAttempts)
            {
                // A process that is about to end still counts as a member.
                Thread.Sleep(s_pause);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new ChaosException($"LHC4704: the control group '{Path}' could not be removed: {problem.Message}", problem);
            }
        }

        return true;
    }

    private void MoveBack()
    {
        var back = System.IO.Path.Combine(Directory.Exists(Origin) ? Origin : System.IO.Path.GetDirectoryName(Path)!, Members);
        foreach (var member in File.ReadAllLines(System.IO.Path.Combine(Path, Members)))
        {
            try
            {
                File.WriteAllText(back, member);
            }
            catch (IOException)
            {
                // It has ended meanwhile; whoever cannot be moved keeps the group from being removed, which is told.
            }
        }
    }

    private static bool IsInside(string path) =>
        path.StartsWith(Root + "/", StringComparison.Ordinal) && System.IO.Path.GetFullPath(path) == path && !path.EndsWith('/');

    private static bool IsOfUnified(string origin) => File.Exists(System.IO.Path.Combine(origin, "cgroup.controllers"));

    private static bool HandsOn(string controller)
    {
        var file = System.IO.Path.Combine(Root, "cgroup.subtree_control");
        return File.Exists(file) && File.ReadAllText(file).Split(' ', '\n').Contains(controller);
    }
}
