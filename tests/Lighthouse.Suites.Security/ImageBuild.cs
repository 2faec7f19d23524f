using System.Diagnostics;

namespace Lighthouse.Suites.Security;

/// <summary>Builds the image that is shipped and saves it, where a Docker engine answers; skips the test where none does.</summary>
/// <param name="repository">The repository's folder.</param>
/// <param name="scratch">A folder to work in.</param>
internal sealed class ImageBuild(string repository, string scratch)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The saved archive.</summary>
    public async Task<string> BuildAsync(CancellationToken cancellation)
    {
        var script = Path.Combine(repository, "src", "Lighthouse.Bridge", "build-image.sh");
        Assert.SkipUnless(File.Exists(script), $"not scanned: no image was given (--image=FILE), and the repository has no '{Path.GetRelativePath(repository, script)}' that builds one");
        var (answers, why) = await RunAsync(Patience, cancellation, "docker", "version");
        Assert.SkipUnless(answers, $"not scanned: no image was given (--image=FILE), and no Docker engine answers that could build it: {why}");
        var (tag, archive) = ($"lighthouse-scan-{Environment.ProcessId}", Path.Combine(scratch, "image.tar"));
        Day.Progress("building the image, which takes a minute");
        try
        {
            await NeedAsync(cancellation, "bash", script, tag, Path.Combine(scratch, "image"));
            await NeedAsync(cancellation, "docker", "save", "--output", archive, tag);
            return archive;
        }
        finally
        {
            await RunAsync(Patience, CancellationToken.None, "docker", "rmi", tag);
        }
    }

    private static async Task NeedAsync(CancellationToken cancellation, string program, params string[] arguments)
    {
        var (succeeded, output) = await RunAsync(Limit, cancellation, program, arguments);
        Assert.SkipUnless(succeeded, $"not scanned: the image could not be built: '{program} {string.Join(' ', arguments)}': {output}");
    }

    private static async Task<(bool Succeeded, string Output)> RunAsync(TimeSpan limit, CancellationToken cancellation, string program, params string[] arguments)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(limit);
        using var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false } };
        try
        {
            process.Start();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode == 0, $"{await output} {await errors}".Trim().ReplaceLineEndings(" "));
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            return (false, problem.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return (false, $"it was stopped after {limit.TotalSeconds:0} s");
        }
    }
}
