// ## TSH4001: A tensor is returned from the scope that frees it
// run: Double(rand(3)).sum()
public static Tensor Double(Tensor x)
{
    using var scope = torch.NewDisposeScope();
    var y = x * 2;
    return y; // wrong <-
    //+ return y.MoveToOuterDisposeScope();
}

// ## TSH4001: The same, in one expression
// run: Loss(rand(3), rand(3)).sum()
public static Tensor Loss(Tensor x, Tensor y)
{
    using var _ = torch.NewDisposeScope();
    return (x - y).pow(2).mean(); // wrong <-
    //+ return (x - y).pow(2).mean().MoveToOuterDisposeScope();
}

// ## TSH4001 flow: The block form of using
// run: Standardise(rand(3, 4)).sum()
public static Tensor Standardise(Tensor x)
{
    using (torch.NewDisposeScope())
    {
        var mean = x.mean([0], keepdim: true);
        var centred = x - mean;
        return centred / centred.std(0, keepdim: true); // wrong <-
        //+ return (centred / centred.std(0, keepdim: true)).MoveToOuterDisposeScope();
    }
}

// ## TSH4001 flow: Both of two ways out give a tensor of the scope
// run: Activate(rand(3), true).sum()
public static Tensor Activate(Tensor x, bool smooth)
{
    using var scope = torch.NewDisposeScope();
    Tensor y;
    if (smooth)
    {
        y = x.sigmoid();
    }
    else
    {
        y = x.relu();
    }

    return y; // wrong <-
    //+ return y.MoveToOuterDisposeScope();
}

// ## TSH4001 flow: A field keeps a tensor that the scope frees
// run: Remember.Twice(rand(3))
private sealed class Remember
{
    private Tensor? last;

    public void See(Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        var mean = x.mean([0]);
        last = mean * 2; // wrong <-
        //+ last = (mean * 2).DetachFromDisposeScope();
    }

    public static Tensor Twice(Tensor x)
    {
        var memory = new Remember();
        memory.See(x);
        return memory.last!.sum();
    }
}

// ## TSH4002: no_grad for the rest of the program
// run: Evaluate(rand(2, 3))
public static bool Evaluate(Tensor x)
{
    var model = nn.Linear(3, 1);
    Predict(model, x);
    return model.call(x).requires_grad;
}

private static Tensor Predict(Linear model, Tensor x)
{
    torch.no_grad(); // wrong <-
    //+ using var noGrad = torch.no_grad();
    return model.call(x);
}

// ## TSH4002: A scope that nobody closes
// run: Count()
public static long Count()
{
    Work();
    var before = DisposeScopeManager.Statistics.CreatedInScopeCount;
    var x = torch.ones(3);
    return DisposeScopeManager.Statistics.CreatedInScopeCount - before;
}

private static void Work()
{
    torch.NewDisposeScope(); // wrong <-
    //+ using var scope = torch.NewDisposeScope();
    var x = torch.ones(3) * 2;
}

// ## TSH4002: The mode is kept in a variable, but never disposed of
// run: Evaluate(rand(2, 3))
public static bool Evaluate(Tensor x)
{
    var model = nn.Linear(3, 1);
    Predict(model, x);
    return model.call(x).requires_grad;
}

private static Tensor Predict(Linear model, Tensor x)
{
    var noGrad = torch.no_grad(); // wrong <-
    //+ using var noGrad = torch.no_grad();
    return model.call(x);
}

// ## TSH4003: Every round leaves its tensors behind
// not run: what it costs is memory
public static void Train(Tensor x, Tensor y)
{
    var model = nn.Linear(3, 1);
    var optimizer = torch.optim.SGD(model.parameters(), 0.1);
    for (var i = 0; i < 1000; i++) // <-
    {
        //+ using var scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        var loss = nn.functional.mse_loss(model.call(x), y);
        loss.backward();
        optimizer.step();
    }
}
