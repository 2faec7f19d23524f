using Cake.Core.IO;

namespace Lighthouse.Pipeline.Containers;

/// <summary>Starts processes that are killed when they do not end in the time that their command has; the build engine itself leaves them running.</summary>
internal sealed class BoundedProcesses(IProcessRunner processes) : IProcessRunner
{
    /// <inheritdoc/>
    public IProcess? Start(FilePath filePath, ProcessSettings settings) => processes.Start(filePath, settings) is { } process ? new Bounded(process) : null;

    private sealed class Bounded(IProcess process) : IProcess
    {
        public void WaitForExit() => process.WaitForExit();

        public bool WaitForExit(int milliseconds)
        {
            if (!process.WaitForExit(milliseconds))
            {
                process.Kill();
                return false;
            }

            // Only the wait without a limit also waits for the last of what it printed.
            process.WaitForExit();
            return true;
        }

        public int GetExitCode() => process.GetExitCode();

        public IEnumerable<string> GetStandardOutput() => process.GetStandardOutput();

        public IEnumerable<string> GetStandardError() => process.GetStandardError();

        public void Kill() => process.Kill();

        public void Dispose() => process.Dispose();
    }
}
