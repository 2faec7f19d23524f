using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

/// <summary>Installs tools the way Cake's engine does.</summary>
internal sealed class ToolInstaller(Cake.Core.Tooling.IToolInstaller engine) : IToolInstaller
{
    /// <inheritdoc/>
    public void Install(PackageReference tool) => engine.Install(tool);
}
