using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>The files of <c>build/runbooks</c>.</summary>
internal static class Week2
{
    internal static string Folder { get; } = Path.Combine(FindRoot(), "build", "runbooks");

    internal static string File { get; } = Path.Combine(Folder, "week2.yaml");

    internal static string Schema { get; } = Path.Combine(Folder, "runbook.schema.json");

    internal static Runbook Read() => RunbookReader.ReadFile(File);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Lighthouse.Pipeline.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Lighthouse.Pipeline.sln.");
    }
}
