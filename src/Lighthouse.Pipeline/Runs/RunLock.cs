namespace Lighthouse.Pipeline.Runs;

/// <summary>Keeps a second run out of an artifacts folder while the first one writes there.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    public static RunLock Take(RunFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.Artifacts);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(
                ExitCode.NoDecision, $"LH5012: the artifacts folder '{folder.Artifacts}' cannot be made: {problem.Message}. Choose another with --artifacts=DIR.", problem);
        }

        try
        {
            return new RunLock(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(
                ExitCode.NoDecision,
                $"LH5011: '{folder.Lock}' cannot be taken ({problem.Message}): another run writes to this folder, or it is not writable. Wait for it, or choose another with --artifacts=DIR.",
                problem);
        }
    }

    public void Dispose() => file.Dispose();
}
