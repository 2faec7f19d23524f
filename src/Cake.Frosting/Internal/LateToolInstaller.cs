using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>The engine's tool installer, created when the first tool is asked for: loading its NuGet client is a sixth of a start.</summary>
internal sealed class LateToolInstaller(IServiceProvider services) : Cake.Core.Tooling.IToolInstaller
{
    private readonly Lazy<Cake.Core.Tooling.ToolInstaller> _engine = new(() => ActivatorUtilities.CreateInstance<Cake.Core.Tooling.ToolInstaller>(services));

    /// <inheritdoc/>
    public IEnumerable<FilePath> Install(PackageReference tool) => _engine.Value.Install(tool);
}
