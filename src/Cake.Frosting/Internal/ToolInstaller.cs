using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Installs tools the way Cake's engine does.</summary>
internal sealed class ToolInstaller(Cake.Core.Tooling.IToolInstaller engine) : IToolInstaller
{
    /// <inheritdoc/>
    public void Install(PackageReference tool)
    {
        // The engine installs only while its result is read.
        foreach (var _ in engine.Install(tool))
        {
        }
    }
}
