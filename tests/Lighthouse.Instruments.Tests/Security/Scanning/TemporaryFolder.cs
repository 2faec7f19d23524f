using System.Diagnostics;

namespace Lighthouse.Instruments.Tests.Security.Scanning;

/// <summary>A folder that is removed after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lighthouse-scan-").FullName;

    public string Write(string file, string content)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Makes a repository of the folder as it is.</summary>
    public void Commit(string message)
    {
        if (!Directory.Exists(System.IO.Path.Combine(Path, ".git")))
            Git("init", "--quiet");
        Git("add", "--all");
        Git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--allow-empty", "-m", message);
    }

    public void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Path, .. arguments]) { RedirectStandardError = true })!;
        var errors = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, errors);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
