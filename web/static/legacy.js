// Runs only in engines that know no modules: the compatibility mode (IE) of
// dual-engine browsers.
document.documentElement.className += ' legacy';
document.write('<div class="legacybar">当前浏览器处于“兼容模式”（IE 内核），页面无法正常使用。请点击地址栏右侧的闪电图标切换到“极速模式”，或改用奇安信、360、统信等浏览器的极速内核。</div>');
