using Lighthouse.Bridge.Configuration;
using Serilog;
using Serilog.Events;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Structured logs, a JSON object a line, on the standard error; the standard output says only where the bridge listens.</summary>
internal static class BridgeLog
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static SerilogProvider CreateProvider(LogSettings settings)
    {
        var least = SerilogProvider.Level(settings.Level);
        var logs = new LoggerConfiguration()
            .MinimumLevel.Is(least)
            .MinimumLevel.Override("Microsoft", least > LogEventLevel.Warning ? least : LogEventLevel.Warning)
            .Enrich.With<RequestIdEnricher>()
            .WriteTo.Console(new LineFormatter(), standardErrorFromLevel: LevelAlias.Minimum);
        if (settings.File is { } file)
        {
            Create(file);
            logs.WriteTo.File(
                new LineFormatter(), file, fileSizeLimitBytes: settings.FileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: settings.Files,
                hooks: new OwnerOnlyFiles());
        }

        return new(logs.CreateLogger());
    }

    private static void Create(string file)
    {
        using var made = File.Open(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(made.SafeFileHandle, OwnerOnly);
    }

    private sealed class OwnerOnlyFiles : Serilog.Sinks.File.FileLifecycleHooks
    {
        public override Stream OnFileOpened(string path, Stream underlyingStream, System.Text.Encoding encoding)
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, OwnerOnly);
            return underlyingStream;
        }
    }
}
