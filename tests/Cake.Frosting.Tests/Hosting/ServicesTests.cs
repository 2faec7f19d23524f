using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.Configuration;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Tests.Hosting;

public sealed class ServicesTests
{
    [Fact]
    public void Tasks_receive_services_and_the_build_s_own_context()
    {
        var build = new TestBuild().With<Greeting>()
            .Use(host => host.UseContext<PoliteContext>().ConfigureServices(services => services.AddSingleton(new Name("Ada"))));

        Assert.Equal(["Good morning, Ada"], build.Steps("--target=Greeting"));
    }

    [Fact]
    public void A_startup_configures_the_services()
    {
        var build = new TestBuild().With<Greeting>().Use(host => host.UseContext<PoliteContext>().UseStartup<Startup>());
        Assert.Equal(["Good morning, Grace"], build.Steps("--target=Greeting"));
    }

    [Fact]
    public void A_module_registers_its_services()
    {
        var build = new TestBuild().With<Greeting>().Use(host => host.UseContext<PoliteContext>().UseModule<NameModule>());
        Assert.Equal(["Good morning, Lin"], build.Steps("--target=Greeting"));
    }

    [Fact]
    public void A_service_that_is_missing_fails_the_build_with_its_name()
    {
        var build = new TestBuild().With<Greeting>().Use(host => host.UseContext<PoliteContext>());
        Assert.Equal(1, build.Run("--target=Greeting"));
        Assert.Contains(typeof(Name).FullName!, build.Output);
    }

    [Fact]
    public void The_program_s_settings_reach_the_configuration_below_the_command_line()
    {
        var build = new TestBuild().With<Reading>().Use(host => host.UseCakeSetting("colour", "red").SetToolPath("some/tools"));
        Assert.Equal(["red some/tools"], build.Steps("--target=Reading"));
        Assert.Equal("blue some/tools", build.Steps("--target=Reading", "--colour=blue")[^1]);
    }

    [Fact]
    public void Tools_are_installed_before_the_first_task_but_not_in_a_dry_run()
    {
        var build = new TestBuild().With<Reading>()
            .Use(host => host.UsePackageInstaller<NotingInstaller>().InstallTool(new Uri("noted:?package=hammer")));

        Assert.Equal(0, build.Run("--target=Reading", "--dryrun"));
        Assert.Empty(build.Journal.Entries);
        Assert.Equal(["hammer", " "], build.Steps("--target=Reading").Select(entry => entry.Split('/')[0]));
    }

    [Fact]
    public void A_tool_without_an_installer_fails_the_build()
    {
        var build = new TestBuild().With<Reading>().Use(host => host.InstallTool(new Uri("unheard:?package=saw")));
        Assert.Equal(1, build.Run("--target=Reading"));
        Assert.Contains("unheard", build.Output);
        Assert.Empty(build.Journal.Entries);
    }

    public sealed record Name(string Text);

    private sealed class PoliteContext(ICakeContext context) : FrostingContext(context)
    {
        public string Salutation => "Good morning";
    }

    private sealed class Greeting(Journal journal, Name name) : AsyncFrostingTask<PoliteContext>
    {
        public override Task RunAsync(PoliteContext context)
        {
            journal.Add($"{context.Salutation}, {name.Text}");
            return Task.CompletedTask;
        }
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton(new Name("Grace"));
    }

    private sealed class NameModule : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) => registrar.RegisterInstance(new Name("Lin")).AsSelf();
    }

    private sealed class Reading(Journal journal, ICakeConfiguration configuration) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            journal.Add($"{configuration.GetValue("colour")} {configuration.GetValue("paths_tools")}");
    }

    private sealed class NotingInstaller(Journal journal) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "noted";

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            journal.Add(package.Package);
            return [new FileSystem().GetFile(typeof(NotingInstaller).Assembly.Location)];
        }
    }
}
