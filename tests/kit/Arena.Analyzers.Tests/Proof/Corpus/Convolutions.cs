// ## TSH1008 flow: The flattened size is that of the picture before the convolutions
// run: Net(rand(4, 1, 28, 28))
public static Tensor Net([Shape("batch 1 28 28")] Tensor x)
{
    var conv = nn.Conv2d(1, 8, kernel_size: 3);
    var fc = nn.Linear(8 * 28 * 28, 10); // wrong
    //+ var fc = nn.Linear(8 * 26 * 26, 10);
    x = conv.call(x).relu();
    x = x.flatten(1);
    return fc.call(x); // <-
}

// ## TSH1008 flow: The LeNet of every tutorial, with padding forgotten in the sum
// run: new LeNet().call(rand(4, 1, 28, 28))
private sealed class LeNet : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;
    private readonly Linear fc1, fc2;

    public LeNet() : base("lenet")
    {
        conv1 = nn.Conv2d(1, 6, 5);
        conv2 = nn.Conv2d(6, 16, 5);
        fc1 = nn.Linear(16 * 5 * 5, 120); // wrong
        //+ fc1 = nn.Linear(16 * 4 * 4, 120);
        fc2 = nn.Linear(120, 10);
        RegisterComponents();
    }

    public override Tensor forward([Shape("batch 1 28 28")] Tensor x)
    {
        x = nn.functional.max_pool2d(conv1.call(x).relu(), 2);
        x = nn.functional.max_pool2d(conv2.call(x).relu(), 2);
        x = x.flatten(1);
        x = fc1.call(x).relu(); // <-
        return fc2.call(x);
    }
}

// ## TSH1007 flow: The view after two poolings counts only one
// run: Net(rand(4, 3, 32, 32))
public static Tensor Net([Shape("4 3 32 32")] Tensor x)
{
    var conv = nn.Conv2d(3, 16, 3, padding: 1);
    x = nn.functional.max_pool2d(conv.call(x), 2);
    x = nn.functional.max_pool2d(x, 2);
    return x.view(4, 16 * 16 * 16); // wrong <-
    //+ return x.view(4, 16 * 8 * 8);
}

// ## TSH1008 flow: The second convolution does not take the channels that the first one makes
// run: Net(rand(4, 3, 32, 32))
public static Tensor Net([Shape("batch 3 32 32")] Tensor x)
{
    var conv1 = nn.Conv2d(3, 16, 3);
    var conv2 = nn.Conv2d(3, 32, 3); // wrong
    //+ var conv2 = nn.Conv2d(16, 32, 3);
    return conv2.call(conv1.call(x).relu()); // <-
}

// ## TSH1008: Channels of neighbours in a Sequential
// run: Net().call(rand(4, 3, 32, 32))
public static Sequential Net()
{
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding: 1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding: 1)); // wrong <-
                                           //+ nn.Conv2d(16, 64, 3, padding: 1));
}

// ## TSH1008: Grey pictures go into a convolution made for colours
// run: Net(rand(4, 1, 28, 28))
public static Tensor Net([Shape("batch 1 height width")] Tensor x)
{
    var conv = nn.Conv2d(3, 8, 3); // wrong
    //+ var conv = nn.Conv2d(1, 8, 3);
    return conv.call(x); // <-
}

// ## TSH1008: The pictures are [batch, height, width, channel]
// run: Net(rand(4, 28, 28, 3))
public static Tensor Net([Shape("batch 28 28 3")] Tensor x)
{
    var conv = nn.Conv2d(3, 8, 3);
    return conv.call(x); // wrong <-
    //+ return conv.call(Rearrange(x, "b h w c -> b c h w"));
}

// ## TSH1009 flow: A ResNet block without padding
// run: new Block().call(rand(2, 16, 8, 8))
private sealed class Block : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;

    public Block() : base("block")
    {
        conv1 = nn.Conv2d(16, 16, 3, padding: 1);
        conv2 = nn.Conv2d(16, 16, 3); // wrong
        //+ conv2 = nn.Conv2d(16, 16, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward([Shape("batch 16 8 8")] Tensor x)
    {
        var y = conv1.call(x).relu();
        y = conv2.call(y);
        return (x + y).relu(); // <-
    }
}

// ## TSH1009 flow: A ResNet block with a stride, and a shortcut without one
// run: Block(rand(2, 16, 8, 8))
public static Tensor Block([Shape("batch 16 8 8")] Tensor x)
{
    var left = nn.Sequential(nn.Conv2d(16, 32, 3, stride: 2, padding: 1), nn.ReLU(), nn.Conv2d(32, 32, 3, padding: 1));
    var shortcut = nn.Conv2d(16, 32, 1); // wrong
    //+ var shortcut = nn.Conv2d(16, 32, 1, stride: 2);
    return left.call(x) + shortcut.call(x); // <-
}

// ## TSH1008: BatchNorm2d gets the channels of the block's input
// run: Block().call(rand(2, 16, 8, 8))
public static Sequential Block()
{
    return nn.Sequential(
        nn.Conv2d(16, 32, 3, padding: 1),
        nn.BatchNorm2d(16), // wrong <-
                            //+ nn.BatchNorm2d(32),
        nn.ReLU());
}

// ## TSH1008 flow: Global average pooling, then a layer for the pooled pixels
// run: Net(rand(2, 64, 7, 7))
public static Tensor Net([Shape("batch 64 7 7")] Tensor x)
{
    var fc = nn.Linear(64 * 7 * 7, 10); // wrong
    //+ var fc = nn.Linear(64, 10);
    var pooled = nn.functional.adaptive_avg_pool2d(x, 1).flatten(1);
    return fc.call(pooled); // <-
}

// ## TSH1008 flow: Pooled over height and width, then handed on with the axes still there
// run: Net(rand(2, 64, 7, 7))
public static Tensor Net([Shape("batch 64 7 7")] Tensor x)
{
    var fc = nn.Linear(64, 10);
    x = x.mean([2, 3], keepdim: true); // wrong
    //+ x = x.mean([2, 3]);
    return fc.call(x); // <-
}

// ## TSH1008 flow: Strides of two, counted as if they halved the even number exactly
// run: Net(rand(2, 1, 28, 28))
public static Tensor Net([Shape("batch 1 28 28")] Tensor x)
{
    const int size = 28 / 2 / 2;
    var conv1 = nn.Conv2d(1, 8, 3, stride: 2);
    var conv2 = nn.Conv2d(8, 16, 3, stride: 2);
    var fc = nn.Linear(16 * size * size, 10); // wrong
    //+ var fc = nn.Linear(16 * 6 * 6, 10);
    x = conv2.call(conv1.call(x).relu()).relu();
    return fc.call(x.flatten(1)); // <-
}

// ## TSH1008 flow: The classifier of a Sequential with Flatten
// run: Net().call(rand(2, 1, 28, 28))
public static Sequential Net()
{
    var features = nn.Sequential(nn.Conv2d(1, 4, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten());
    var head = nn.Linear(4 * 28 * 28, 10); // wrong
    //+ var head = nn.Linear(4 * 14 * 14, 10);
    var probe = features.call(torch.zeros(1, 1, 28, 28));
    head.call(probe); // <-
    return nn.Sequential(features, head);
}

// ## TSH1008|TSH1006 flow: The channel axis is missing in a single picture
// run: Net(rand(16, 28, 28))
public static Tensor Net([Shape("16 28 28")] Tensor digits)
{
    var conv = nn.Conv2d(1, 8, 3);
    return conv.call(digits); // wrong <-
    //+ return conv.call(digits.unsqueeze(1));
}

// ## TSH1008|TSH1006 flow: unsqueeze opens the batch instead of the channel
// run: Net(rand(16, 28, 28))
public static Tensor Net([Shape("16 28 28")] Tensor digits)
{
    var conv = nn.Conv2d(1, 8, 3);
    var withChannel = digits.unsqueeze(0); // wrong
    //+ var withChannel = digits.unsqueeze(1);
    return conv.call(withChannel); // <-
}

// ## TSH1010 flow: The skip of a U-Net is joined along the batch
// run: Up(rand(2, 32, 8, 8), rand(2, 16, 16, 16))
public static Tensor Up([Shape("batch 32 8 8")] Tensor deep, [Shape("batch 16 16 16")] Tensor skip)
{
    var up = nn.ConvTranspose2d(32, 16, 2, stride: 2);
    var raised = up.call(deep);
    var joined = torch.cat([raised, deep], dim: 1); // wrong <-
    //+ var joined = torch.cat([raised, skip], dim: 1);
    return joined;
}

// ## TSH1008 flow: After the join, the U-Net's convolution takes only one half of the channels
// run: Up(rand(2, 16, 16, 16), rand(2, 16, 16, 16))
public static Tensor Up([Shape("batch 16 h w")] Tensor raised, [Shape("batch 16 h w")] Tensor skip)
{
    var conv = nn.Conv2d(16, 16, 3, padding: 1); // wrong
    //+ var conv = nn.Conv2d(32, 16, 3, padding: 1);
    var joined = torch.cat([raised, skip], dim: 1);
    return conv.call(joined); // <-
}

// ## TSH1009 flow: A per-channel scale meets the width
// run: Scale(rand(2, 3, 32, 32))
public static Tensor Scale([Shape("batch 3 32 32")] Tensor images)
{
    var mean = torch.tensor(new[] { 0.485f, 0.456f, 0.406f });
    var std = torch.tensor(new[] { 0.229f, 0.224f, 0.225f });
    return (images - mean) / std; // wrong <-
    //+ return (images - mean.view(3, 1, 1)) / std.view(3, 1, 1);
}

// ## TSH1008 flow: A 1d convolution over [batch, time, features]
// run: Net(rand(2, 100, 12))
public static Tensor Net([Shape("batch 100 12")] Tensor signal)
{
    var conv = nn.Conv1d(12, 24, 5);
    return conv.call(signal); // wrong <-
    //+ return conv.call(signal.transpose(1, 2));
}

// ## TSH1007|TSH1008 flow: The generator's seed is reshaped into too many pixels
// run: Generate(rand(4, 100))
public static Tensor Generate([Shape("batch 100")] Tensor noise)
{
    var project = nn.Linear(100, 7 * 7 * 64);
    var seed = project.call(noise);
    return seed.view(-1, 128, 7, 14, 2); // wrong <-
    //+ return seed.view(-1, 64, 7, 7);
}

// ## TSH1002 flow: A convolution as im2col, with the kernels unflattened on the wrong side
// run: Conv(rand(36, 9), rand(8, 9))
public static Tensor Conv([Shape("places 9")] Tensor windows, [Shape("filters 9")] Tensor kernels)
{
    var flat = kernels.reshape(kernels.shape[0], 9);
    return windows.mm(flat); // wrong <-
    //+ return windows.mm(flat.t());
}
