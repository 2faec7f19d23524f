using Cake.Core;
using Cake.Frosting.Tests.Support;

namespace Cake.Frosting.Tests.Hosting;

public sealed class WorkingDirectoryTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("frosting-");

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("--working")]
    [InlineData("-w")]
    public void The_command_line_sets_it(string option) =>
        Assert.Equal([_folder.FullName], new TestBuild().With<Where>().Steps("--target=Where", option, _folder.FullName));

    [Fact]
    public void The_program_sets_it()
    {
        var build = new TestBuild().With<Where>().Use(host => host.UseWorkingDirectory(_folder.FullName));
        Assert.Equal([_folder.FullName], build.Steps("--target=Where"));
    }

    [Fact]
    public void The_command_line_beats_the_program()
    {
        var build = new TestBuild().With<Where>().Use(host => host.UseWorkingDirectory("/no/such/place"));
        Assert.Equal([_folder.FullName], build.Steps("--target=Where", "--working=" + _folder.FullName));
    }

    [Fact]
    public void One_that_does_not_exist_is_refused()
    {
        var build = new TestBuild().With<Where>();
        Assert.Equal(2, build.Run("--target=Where", "--working=" + _folder.FullName + "/nowhere"));
        Assert.Contains("CF1011: the working directory '" + _folder.FullName + "/nowhere' does not exist", build.Output);
        Assert.Empty(build.Journal.Entries);
    }

    [Fact]
    public void Its_cake_config_is_read()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "cake.config"), "[Paths]\nTools=./from-config\n");
        var build = new TestBuild().With<Tools>();
        Assert.Equal(["./from-config"], build.Steps("--target=Tools", "--working=" + _folder.FullName));
    }

    private sealed class Where(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(context.Environment.WorkingDirectory.FullPath);
    }

    private sealed class Tools(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Add(context.Configuration.GetValue("Paths_Tools"));
    }
}
