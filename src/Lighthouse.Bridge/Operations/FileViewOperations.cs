using Lighthouse.Bridge.FileView.Contexts;
using Lighthouse.Bridge.FileView.Shadows;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Operations;

/// <summary>What agents give to the file view. It takes effect whether or not one is mounted.</summary>
internal static class FileViewOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/shadow/annotate", "annotate_shadow", "Notes something about a file of the project, for all agents.")
        {
            Needs = Permission.ShadowAnnotate, Refusals = [409], Handler = Annotate,
        }
            .Takes(FileViewShapes.AnnotateBody)
            .Gives(FileViewShapes.KeptReply),
        new Operation("POST", "/context/share", "share_context", "Shares a content with all agents, in a package of the caller's.")
        {
            Needs = Permission.ContextShare, Refusals = [409], Handler = Share,
        }
            .Takes(FileViewShapes.ShareBody)
            .Gives(FileViewShapes.KeptReply),
    ];

    private static async Task<object> Annotate(OperationContext context)
    {
        context.RequireOwnName(context.Text("agent_id"));
        var sequence = await context.Service<IShadows>().AnnotateAsync(
            context.Caller, context.Text("path")!, context.Element("line")?.GetInt32(), context.Text("text")!);
        return new KeptReply("annotated", "The annotation is on stable storage.", sequence);
    }

    private static async Task<object> Share(OperationContext context)
    {
        context.RequireOwnName(context.Text("agent_id"));
        var sequence = await context.Service<IContexts>().ShareAsync(
            context.Caller, context.Text("package")!, context.Text("name")!, context.Text("content")!);
        return new KeptReply("shared", "The content is on stable storage.", sequence);
    }
}
