using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Lighthouse.Bridge.Tests.FileView;

/// <summary>
/// A mount namespace of its own, held by a process that ends with this one: whatever is mounted in it is gone then, even after a kill.
/// Its files are seen from here under <see cref="Root"/>.
/// </summary>
internal sealed class MountNamespace : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly Process _keeper;
    private readonly bool _isOfUser;

    private MountNamespace(Process keeper, bool isOfUser)
    {
        _keeper = keeper;
        _isOfUser = isOfUser;
    }

    /// <summary>Where the namespace's files are seen from outside.</summary>
    public string Root => string.Create(CultureInfo.InvariantCulture, $"/proc/{_keeper.Id}/root");

    /// <summary>What runs a program within.</summary>
    public string[] Entering => _isOfUser
        ? ["nsenter", "-t", Id, "-U", "-m", "--preserve-credentials", "--"]
        : ["nsenter", "-t", Id, "-m", "--"];

    private string Id => _keeper.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Skips the test where such a namespace and FUSE are not to be had.</summary>
    public static MountNamespace Create(bool isOfUser = false)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/dev/fuse"), "needs Linux with /dev/fuse");
        Assert.SkipUnless(File.Exists("/usr/bin/unshare") && File.Exists("/usr/bin/nsenter"), "needs unshare and nsenter (util-linux)");
        Assert.SkipUnless(isOfUser || Environment.IsPrivilegedProcess, "needs root to make a mount namespace");
        var flags = isOfUser ? "-Urm" : "-m";
        // Told to say something once it is inside: only then can others enter.
        var keeper = Process.Start(new ProcessStartInfo("/usr/bin/unshare", [flags, "--propagation", "private", "/bin/sh", "-c", "echo in; exec cat"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        if (keeper.StandardOutput.ReadLine() == "in") return new(keeper, isOfUser);
        var problem = keeper.StandardError.ReadToEnd();
        keeper.Dispose();
        Assert.Skip($"a namespace cannot be made: {problem}");
        throw new UnreachableException();
    }

    /// <summary>Runs a script of the shell within.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> ShellAsync(string folder, string script)
    {
        string[] command = [.. Entering, "/bin/sh", "-c", $"cd '{folder}' || exit 99\n{script}"];
        using var shell = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1,
        })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        try
        {
            await shell.WaitForExitAsync().WaitAsync(Bound);
        }
        catch (TimeoutException)
        {
            shell.Kill(entireProcessTree: true);
            throw;
        }

        return (shell.ExitCode, await output, await errors);
    }

    /// <summary>Runs a script that must succeed; what it wrote.</summary>
    public async Task<string> RunAsync(string folder, string script)
    {
        var (exitCode, output, errors) = await ShellAsync(folder, script);
        Assert.True(exitCode == 0, $"'{script}' ended with {exitCode}: {errors}{output}");
        return output;
    }

    /// <summary>Mount table lines of the namespace that are file views.</summary>
    public IReadOnlyList<string> Views() =>
        [.. File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_keeper.Id}/mountinfo")).Where(line => line.Contains("fuse.lighthouse", StringComparison.Ordinal))];

    public void Dispose()
    {
        _keeper.Kill();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }
}
