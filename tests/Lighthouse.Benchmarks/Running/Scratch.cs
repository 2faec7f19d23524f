namespace Lighthouse.Benchmarks;

/// <summary>A folder for one measurement.</summary>
internal sealed class Scratch(BenchmarkRun run) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(System.IO.Path.Combine(run.Folder, System.IO.Path.GetRandomFileName()));

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
